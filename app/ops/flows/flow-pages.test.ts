import { describe, expect, test } from 'vitest';
import { startOf } from '~/decisions/flows/engine/next-step';
import { advanceRuns } from '~/decisions/flows/runner/advance-runs.server';
import { welcome } from '~/decisions/flows/templates/welcome';
import { makePerson, type Person } from '../../../tests/factories/people';
import { pageWorlds, type PageWorld } from '../../../tests/factories/page-world';
import { changeFlow } from './change-flow.server';
import { flowFile } from './flow-file.server';
import { flowList } from './flow-list.server';
import { flowPage, type FlowPage } from './flow-page.server';
import { runsPage } from './flow-runs.server';
import { runPage, takeOutOfFlow } from './run-page.server';
import { turnedAwayPage } from './turned-away-page.server';

const inWorld = await pageWorlds();
const KEY = 'welcome';
const DAY = 86_400_000;
const search = (asked: Record<string, string> = {}) => new URLSearchParams(asked);

/** A flow's page where it is one that is understood. */
async function shown({ pages, domain }: PageWorld, asked: Record<string, string> = {}): Promise<FlowPage> {
  const page = await flowPage(pages, domain, KEY, search(asked));
  if (page?.kind !== 'flow') throw new Error(`the page of the flow is ${page?.kind ?? 'not there'}`);
  return page;
}

/** The flow of the template, on, and somebody at its beginning. */
const inFlow = (work: (world: PageWorld, person: Person, runId: string) => Promise<void>): Promise<void> =>
  inWorld(async (world) => {
    const { app, shop, pages, domain } = world;
    await changeFlow(pages, domain, '', { intent: 'create', from: 'template', of: KEY });
    await changeFlow(pages, domain, KEY, { intent: 'switch', isOn: 'true' });
    const person = await makePerson(app, shop.id, { firstName: 'Ana' });
    const startedAt = app.clock.now();
    const run = await app.db.prisma.flowRun.create({
      data: {
        ...{ shopId: shop.id, id: app.ids.next(), flowKey: KEY, version: 1, profileId: person.profileId },
        ...{ subject: { cartToken: null }, state: { ...startOf(welcome.definition, startedAt) } },
        ...{ startedAt, dueAt: startedAt },
      },
    });
    await work(world, person, run.id);
  });

describe('the list of flows', () => {
  test('says of each what it begins with, whether it runs, and what came of it, by one statement', () =>
    inFlow(async ({ app, shop, pages, domain }, { profileId }) => {
      await advanceRuns(app, shop.id);
      const message = await app.db.prisma.message.findFirstOrThrow({ where: { shopId: shop.id } });
      const key = { shopId_id: { shopId: shop.id, id: message.id } };
      await app.db.prisma.message.update({ where: key, data: { state: 'accepted', sentAt: app.clock.now() } });
      const at = app.clock.now();
      await app.db.prisma.attribution.create({
        data: {
          ...{
            shopId: shop.id,
            orderId: 'gid://shopify/Order/1',
            model: 'last-touch',
            messageId: message.id,
            profileId,
          },
          ...{ touchKind: 'click', touchedAt: at, orderedAt: at, revenueMinor: 1_250, currency: 'EUR' },
        },
      });
      const { flows } = await flowList(pages, domain, search());
      expect(flows.map(({ key: each }) => each)).toEqual([KEY, 'abandoned-cart']);
      expect(flows[0]).toMatchObject({
        ...{ state: 'on', hasDraft: false, inItNow: 1, sent: 1, orders: 1, revenueMinor: 1_250 },
        begins: 'Consent changed (purpose is marketing and consent is granted), if an email address is known',
      });
    }));

  test('is searched, narrowed and sorted; what is out of use is not shown unless it is asked for', () =>
    inFlow(async ({ pages, domain }) => {
      const keys = async (asked: Record<string, string>) =>
        (await flowList(pages, domain, search(asked))).flows.map(({ key }) => key);
      expect(await keys({ name: 'CONSENT' })).toEqual([KEY]);
      expect(await keys({ state: 'off' })).toEqual(['abandoned-cart']);
      expect(await keys({ sort: 'name' })).toEqual(['abandoned-cart', KEY]);
      await changeFlow(pages, domain, KEY, { intent: 'archive' });
      expect(await keys({})).toEqual(['abandoned-cart']);
      expect(await keys({ state: 'out-of-use' })).toEqual([KEY]);
    }));
});

describe('a flow’s page', () => {
  test('counts each step: who is there, which way was gone, what its mails came to', () =>
    inFlow(async (world) => {
      const { app, shop, pass } = world;
      await advanceRuns(app, shop.id);
      const first = (await shown(world)).numbers;
      expect(first).toMatchObject({ inItNow: 1, entered: 1, finished: 0, mails: { sent: 0, waiting: 1 } });
      expect(first.steps).toMatchObject({
        welcome: { here: 0, ways: { next: 1 }, mails: { waiting: 1 } },
        'some-days': { here: 1, ways: {} },
      });
      pass(8 * DAY);
      await advanceRuns(app, shop.id);
      const later = (await shown(world, { days: '7' })).numbers;
      expect(later.steps).toMatchObject({ 'has-ordered': { ways: { no: 1 } }, done: { ways: { end: 1 } } });
      expect(later).toMatchObject({ inItNow: 0, entered: 0, finished: 1 });
      expect(later.steps.welcome?.ways.next ?? 0).toBe(0);
    }));

  test('counts by the days of the shop’s own calendar', () =>
    inFlow(async (world) => {
      const { app, shop } = world;
      const zone = { timezone: 'Pacific/Kiritimati' };
      await app.db.prisma.shop.update({ where: { id: shop.id }, data: zone });
      await advanceRuns(app, shop.id);
      const days = await app.db.prisma.flowCount.findMany({ where: { shopId: shop.id }, select: { day: true } });
      const today = new Intl.DateTimeFormat('en-CA', { timeZone: zone.timezone }).format(app.clock.now());
      expect(new Set(days.map(({ day }) => day.toISOString().slice(0, 10)))).toEqual(new Set([today]));
      const numbers = (await shown(world, { days: '7' })).numbers;
      expect(numbers.steps).toMatchObject({ welcome: { ways: { next: 1 } } });
    }));

  test('shows an older version, which can be taken as the draft, and who published what', () =>
    inFlow(async (world) => {
      const { pages, domain } = world;
      const flow = JSON.stringify({ ...welcome.definition, name: 'Hello' });
      const published = await changeFlow(pages, domain, KEY, { intent: 'publish', base: '0', flow }, '7');
      expect(published).toEqual({ kind: 'published', version: 2, revision: 2 });
      const page = await shown(world, { version: '1' });
      expect(page).toMatchObject({ looksAt: 1, liveVersion: 2, draft: { name: 'Welcome' }, live: { name: 'Hello' } });
      expect(page.versions.map(({ version, isByUser }) => [version, isByUser])).toEqual([
        [2, true],
        [1, false],
      ]);
      const taken = { intent: 'take-version', base: String(page.revision), version: '1' };
      expect(await changeFlow(pages, domain, KEY, taken)).toMatchObject({ kind: 'saved' });
      expect((await shown(world)).draft.name).toBe('Welcome');
      expect(await changeFlow(pages, domain, KEY, { ...taken, version: '9' })).toMatchObject({ kind: 'refused' });
    }));

  test('what was changed and not saved is published only as a whole', () =>
    inFlow(async (world) => {
      const { pages, domain } = world;
      const nodes = welcome.definition.nodes.filter(({ key }) => key !== 'done');
      const flow = JSON.stringify({ ...welcome.definition, nodes });
      const outcome = await changeFlow(pages, domain, KEY, { intent: 'publish', base: '0', flow });
      expect(outcome).toMatchObject({ kind: 'refused' });
      expect((await shown(world)).liveVersion).toBe(1);
    }));

  test('is there for flows of the shop alone, as its file is', () =>
    inFlow(async ({ pages, domain }) => {
      expect(await flowPage(pages, domain, 'nobody-knows', search())).toBeNull();
      expect(await flowFile(pages, domain, 'nobody-knows')).toBeNull();
      expect(await flowFile(pages, domain, KEY)).toContain('"format": "kindred-flow/1"');
      expect(await runsPage(pages, domain, 'nobody-knows', search())).toBeNull();
      expect(await turnedAwayPage(pages, domain, 'nobody-knows')).toBeNull();
    }));
});

describe('who is in a flow', () => {
  test('is found by name, by step and by whether they are still in it', () =>
    inFlow(async ({ app, shop, pages, domain }, _person, runId) => {
      await advanceRuns(app, shop.id);
      const ids = async (asked: object) =>
        (await runsPage(pages, domain, KEY, search({ ...asked })))?.runs.map(({ id }) => id);
      for (const asked of [{}, { who: 'ana' }, { state: 'inside' }, { node: 'some-days' }])
        expect(await ids(asked), JSON.stringify(asked)).toEqual([runId]);
      for (const asked of [{ who: 'bob' }, { who: '…' }, { state: 'ended' }, { node: 'picked' }])
        expect(await ids(asked), JSON.stringify(asked)).toEqual([]);
    }));

  test('is told step by step, and taken out with what had not left, once', () =>
    inFlow(async ({ app, shop, pages, domain }, _person, runId) => {
      await advanceRuns(app, shop.id);
      const before = await runPage(pages, domain, KEY, runId);
      expect(before).toMatchObject({ who: 'Ana', isActive: true, mails: [{ step: 'welcome' }] });
      expect(before?.decisions[0]?.steps.map(({ name }) => name)).toEqual(['Welcome', 'Some days']);
      expect(await takeOutOfFlow(pages, domain, KEY, runId, '7')).toEqual({ kind: 'saved' });
      const after = await runPage(pages, domain, KEY, runId);
      expect(after).toMatchObject({ isActive: false, nextAt: null });
      expect(after?.now).toBe('Ended, because somebody of the shop took them out.');
      const [mail] = await app.db.prisma.message.findMany({ where: { shopId: shop.id } });
      expect(mail).toMatchObject({ state: 'skipped', reason: { code: 'left-flow', exit: 'taken-out' } });
      const noted = await app.db.prisma.activityEntry.findMany({
        where: { shopId: shop.id, kind: 'flow-run-taken-out' },
      });
      expect(noted).toMatchObject([{ subject: KEY, actor: '7' }]);
      expect(await takeOutOfFlow(pages, domain, KEY, runId)).toMatchObject({ kind: 'refused' });
      expect(await takeOutOfFlow(pages, domain, 'abandoned-cart', runId)).toMatchObject({ kind: 'refused' });
    }));

  test('does not stand among those of another flow', () =>
    inFlow(async ({ pages, domain }, _person, runId) => {
      expect(await runPage(pages, domain, 'abandoned-cart', runId)).toBeNull();
      expect(await runPage(pages, domain, KEY, 'no id')).toBeNull();
    }));
});
