import { expect, test } from 'vitest';
import { flowsNotUnderstood } from '~/decisions/flows/not-understood.server';
import { advanceRuns } from '~/decisions/flows/runner/advance-runs.server';
import { offerEvent } from '~/decisions/flows/runner/offer-event.server';
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
import { flowList } from './flows/flow-list.server';
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
