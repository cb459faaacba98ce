import { expect, test } from 'vitest';
import { FLOW_UNREAD, VERSION_UNKNOWN } from '~/decisions/explanations/flow-words';
import { flowsNotUnderstood } from '~/decisions/flows/not-understood.server';
import { advanceRuns } from '~/decisions/flows/runner/advance-runs.server';
import { offerEvent } from '~/decisions/flows/runner/offer-event.server';
import { abandonedCart } from '~/decisions/flows/templates/abandoned-cart';
import { wantedActivities } from '~/engagement/marketing/wanted-activities.server';
import { fillCart } from '../../tests/factories/filled-carts';
import { turnOn } from '../../tests/factories/flows';
import { pageWorlds, type PageWorld } from '../../tests/factories/page-world';
import { calendarPage } from './campaigns/calendar-page.server';
import { campaignsPage } from './campaigns/campaigns-page.server';
import { complianceChecks } from './compliance-checks.server';
import { consentRules } from './consent-rules.server';
import { customerPage } from './customer.server';
import { deliverabilityPage } from './deliverability/deliverability-page.server';
import { emailsPage } from './emails/emails-page.server';
import { changeFlow } from './flows/change-flow.server';
import { flowFile } from './flows/flow-file.server';
import { flowList } from './flows/flow-list.server';
import { flowPage } from './flows/flow-page.server';
import { runsPage } from './flows/flow-runs.server';
import { runPage } from './flows/run-page.server';
import { turnedAwayPage } from './flows/turned-away-page.server';
import { home } from './home.server';
import { messagesPage } from './messages.server';
import { replayPage } from './replay/replay-page.server';
import { segmentsPage } from './segments/segments-page.server';

const inWorld = await pageWorlds();
const NOTHING_ASKED = new URLSearchParams();
const KEY = 'abandoned-cart';

const ANOTHER_RELEASES = [
  { kind: 'drone', key: 'flies' },
  { kind: 'send', key: 'first', template: 'abandoned-cart-first' },
];

/** Somebody in a flow and somebody whom it turned away, of whose version nothing is understood any more. */
async function lost({ app, shop, recipients, send }: PageWorld): Promise<{ profileId: string; other: string }> {
  const { prisma } = app.db;
  await turnOn(app, shop.id);
  const [inside, outside] = await recipients(2);
  if (!inside || !outside) throw new Error('nobody is there');
  const event = await fillCart(app, shop.id, { profileId: inside.profileId, token: 'left' });
  await app.db.transaction((tx) =>
    offerEvent(app, tx, { shopId: shop.id, profileId: inside.profileId, event, cartToken: 'left' }),
  );
  await advanceRuns(app, shop.id);
  await send();
  await prisma.flowTurnedAway.create({
    data: {
      ...{ shopId: shop.id, flowKey: KEY, version: 1, profileId: outside.profileId, at: app.clock.now() },
      why: { kind: 'rule', missing: [], facts: {} },
    },
  });
  await prisma.flowVersion.updateMany({
    where: { shopId: shop.id, flowKey: KEY },
    data: { definition: { key: KEY, name: 'Left behind', nodes: [...ANOTHER_RELEASES] } },
  });
  return { profileId: inside.profileId, other: outside.profileId };
}

test('where a flow’s version is not understood, every page that is about more than that flow stands, and calls it by its name', () =>
  inWorld(async (world) => {
    const { app, shop, pages, domain } = world;
    const { profileId, other } = await lost(world);
    expect(await flowsNotUnderstood(app.db.prisma, shop.id)).toMatchObject([{ name: 'Left behind', waiting: 1 }]);
    const known = new Map();
    const activities = { shopId: shop.id, pages: 'https://shop.example', known, now: app.clock.now() };
    const told: Record<string, unknown> = {
      home: await home(pages, domain),
      flows: await flowList(pages, domain, NOTHING_ASKED),
      messages: await messagesPage(pages, domain, NOTHING_ASKED),
      emails: await emailsPage(pages, domain, NOTHING_ASKED),
      consent: await consentRules(pages, domain),
      'who did not enter': await turnedAwayPage(pages, domain, KEY),
      replay: await replayPage(pages, domain, KEY, NOTHING_ASKED),
      activities: [...(await wantedActivities(app.db.prisma, activities))],
      'somebody in it': await customerPage(pages, domain, profileId, NOTHING_ASKED),
    };
    for (const [page, shown] of Object.entries(told))
      expect(JSON.stringify(shown), `the page of ${page} does not name the flow`).toContain('Left behind');
    expect(JSON.stringify(await customerPage(pages, domain, other, NOTHING_ASKED))).toContain('cannot read');
    await segmentsPage(pages, domain);
    await campaignsPage(pages, domain, NOTHING_ASKED);
    await calendarPage(pages, domain, NOTHING_ASKED);
    await complianceChecks(pages, domain);
    await deliverabilityPage(pages, domain, NOTHING_ASKED);
  }));

test('the pages of such a flow itself stand, say that it cannot be read, and lead out of it by a version that can', () =>
  inWorld(async (world) => {
    const { app, shop, pages, domain } = world;
    const { prisma } = app.db;
    await lost(world);
    const own = { shopId: shop.id, flowKey: KEY };
    const readable = { ...abandonedCart, name: 'As it was' };
    await prisma.flowVersion.create({
      data: { ...own, version: 2, definition: { ...readable }, stirredBy: [], createdAt: app.clock.now() },
    });
    const asked = { intent: 'switch', isOn: 'true' };
    expect(await flowPage(pages, domain, KEY, NOTHING_ASKED)).toMatchObject({
      ...{ kind: 'unread', name: 'Left behind', isOn: true, inside: 1, liveVersion: 1 },
      versions: [
        { version: 2, isReadable: true },
        { version: 1, isReadable: false },
      ],
    });
    const runs = await runsPage(pages, domain, KEY, NOTHING_ASKED);
    expect(runs).toMatchObject({ flow: { name: 'Left behind' }, steps: [], runs: [{ now: VERSION_UNKNOWN }] });
    const run = await runPage(pages, domain, KEY, runs?.runs[0]?.id ?? '');
    expect(run).toMatchObject({ flowName: 'Left behind', now: VERSION_UNKNOWN, decisions: [] });
    expect(await flowFile(pages, domain, KEY)).toBeNull();
    const refused = { kind: 'refused', problems: [{ message: FLOW_UNREAD }] };
    expect(await changeFlow(pages, domain, '', { intent: 'create', from: 'copy', of: KEY })).toMatchObject(refused);
    expect(await changeFlow(pages, domain, KEY, { intent: 'publish', base: '0' })).toMatchObject(refused);
    expect(await changeFlow(pages, domain, KEY, { intent: 'switch', isOn: 'false' })).toEqual({ kind: 'done' });
    expect(await changeFlow(pages, domain, KEY, asked)).toMatchObject(refused);

    const taken = await changeFlow(pages, domain, KEY, { intent: 'take-version', base: '0', version: '2' });
    expect(taken).toEqual({ kind: 'saved', revision: 1 });
    const page = await flowPage(pages, domain, KEY, NOTHING_ASKED);
    expect(page).toMatchObject({ kind: 'flow', live: null, draft: { name: 'As it was' } });
    const published = await changeFlow(pages, domain, KEY, { intent: 'publish', base: '1', people: 'move' });
    expect(published).toMatchObject({ kind: 'published', version: 3 });
    expect(await changeFlow(pages, domain, KEY, asked)).toEqual({ kind: 'done' });
    expect(await flowsNotUnderstood(prisma, shop.id)).toEqual([]);
  }));
