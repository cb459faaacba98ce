import { expect, it } from 'vitest';
import { appendEvents } from '~/capture/events/event-log.server';
import type { CustomerEvent } from '~/capture/events/event';
import { startOf } from '~/decisions/flows/engine/next-step';
import { advanceRuns } from '~/decisions/flows/runner/advance-runs.server';
import { welcome } from '~/decisions/flows/templates/welcome';
import { addMs } from '~/platform/clock/clock';
import { plan } from '../../tests/factories/messages';
import { pageWorlds, type PageWorld } from '../../tests/factories/page-world';
import { makePerson } from '../../tests/factories/people';
import { newOrder, placeOrders } from '../../tests/factories/placed-orders';
import { productId } from '../../tests/factories/shelf';
import { changeFlow } from './flows/change-flow.server';
import { pageShop } from './shop-context.server';
import { timelineOf } from './timeline.server';

const MINUTE = 60_000;
const inWorld = await pageWorlds();

async function timeline({ app, shop }: PageWorld, profileId: string, search: Record<string, string> = {}) {
  const row = await app.db.prisma.shop.findUniqueOrThrow({ where: { id: shop.id } });
  return timelineOf(app.db.prisma, pageShop(app, row), shop.id, profileId, new URLSearchParams(search));
}

let told = 0;

/** Somebody did something so many minutes ago. */
async function did(
  { app, shop }: PageWorld,
  profileId: string,
  minutesAgo: number,
  event: Pick<CustomerEvent, 'type' | 'properties'>,
): Promise<void> {
  told += 1;
  const occurredAt = addMs(app.clock.now(), -minutesAgo * MINUTE);
  const known = { ...event, occurredAt, source: 'storefront', dedupeKey: `told-${told}` } as CustomerEvent;
  await appendEvents(app, app.db.prisma, shop.id, [{ profileId, event: known }]);
}

it('tells what somebody did and got in one line of time, the newest first, a day’s things together', () =>
  inWorld(async (world) => {
    const { app, shop } = world;
    const { profileId } = await makePerson(app, shop.id);
    await did(world, profileId, 2_000, { type: 'product_viewed', properties: { productId: productId(3) } });
    await did(world, profileId, 60, { type: 'search_submitted', properties: { query: 'bowl' } });
    const message = await plan(app, shop.id, { profileId });
    world.pass(30 * MINUTE);
    await placeOrders(app, shop.id, [newOrder(app, { profileId, name: '#1001', totalMinor: 4_200 })]);

    const { days } = await timeline(world, profileId);
    const said = days.map(({ heading, entries }) => [heading, ...entries.map(({ words }) => words)]);
    expect(said).toEqual([
      ['Today', 'Placed #1001 for €42.00', 'First mail', 'Searched for “bowl”'],
      [expect.stringMatching(/^(Yesterday|20 Nov|Nov 20)$/), 'Looked at Product 3'],
    ]);
    const [order, mail] = days[0]?.entries ?? [];
    expect(order).toMatchObject({ messageId: null, status: null, product: null });
    expect(mail).toMatchObject({ messageId: message.id, status: { words: 'About to go' }, reason: null });
    expect(days[1]?.entries[0]?.product).toMatchObject({ title: 'Product 3' });
  }));

it('puts a mail where it was sent, and says of one that was not why', () =>
  inWorld(async (world) => {
    const { app, shop } = world;
    const { profileId, message } = await world.recipient();
    await did(world, profileId, 0, { type: 'cart_viewed', properties: {} });
    world.pass(10 * MINUTE);
    await world.send();
    const skipped = await makePerson(app, shop.id, { consent: 'withdrawn' });
    await plan(app, shop.id, { profileId: skipped.profileId });
    const words = (await timeline(world, profileId)).days.flatMap(({ entries }) => entries.map((entry) => entry.words));
    expect(words.slice(0, 2)).toEqual(['First mail', 'Looked at the cart']);
    const [entry] = (await timeline(world, skipped.profileId)).days[0]?.entries ?? [];
    expect(entry?.reason).toBe('Not sent, because this person has unsubscribed.');
    expect(entry?.messageId).not.toBe(message.id);
  }));

it('leaves out views of pages that are told as something else, and facts nobody knows any more', () =>
  inWorld(async (world) => {
    const { profileId } = await makePerson(world.app, world.shop.id);
    const page = (url: string) => ({ type: 'page_viewed', properties: { url } }) as const;
    for (const url of ['/products/oslo-bowl', '/cart', '/checkouts/abc', '/search?q=x', '/pages/about'])
      await did(world, profileId, 1, page(`https://shop.example${url}`));
    await did(world, profileId, 1, { type: 'something_old', properties: {} } as never);
    const { days } = await timeline(world, profileId);
    expect(days.flatMap(({ entries }) => entries.map(({ words }) => words))).toEqual([
      'Looked at a page (/pages/about)',
    ]);
  }));

it('goes on from page to page, and back, without leaving anything out', () =>
  inWorld(async (world) => {
    const { app, shop } = world;
    const { profileId } = await makePerson(app, shop.id);
    for (let count = 0; count < 70; count++)
      await did(world, profileId, count % 9, { type: 'search_submitted', properties: { query: `${count}` } });
    const message = await plan(app, shop.id, { profileId });
    const first = await timeline(world, profileId);
    const second = await timeline(world, profileId, { older: first.links.older ?? '' });
    const shown = [first, second].flatMap(({ days }) => days.flatMap(({ entries }) => entries.map(({ id }) => id)));
    expect(shown).toHaveLength(71);
    expect(new Set(shown).size).toBe(71);
    expect(shown).toContain(message.id);
    expect([first.links.newer, second.links.older]).toEqual([null, null]);
    expect(await timeline(world, profileId, { newer: second.links.newer ?? '' })).toEqual(first);
  }));

it('tells what flows did with them and why: that they came in, waited, got a mail, which way they went, and how it ended', () =>
  inWorld(async (world) => {
    const { app, shop, pages, domain } = world;
    await changeFlow(pages, domain, '', { intent: 'create', from: 'template', of: 'welcome' });
    await changeFlow(pages, domain, 'welcome', { intent: 'switch', isOn: 'true' });
    const { profileId } = await makePerson(app, shop.id);
    const startedAt = app.clock.now();
    await app.db.prisma.flowRun.create({
      data: {
        ...{
          shopId: shop.id,
          id: app.ids.next(),
          flowKey: 'welcome',
          version: 1,
          profileId,
          startedAt,
          dueAt: startedAt,
        },
        ...{ subject: { cartToken: null }, state: { ...startOf(welcome.definition, startedAt) } },
      },
    });
    const flowSaid = async () =>
      (await timeline(world, profileId)).days
        .flatMap(({ entries }) => entries)
        .filter(({ run }) => run !== null)
        .map(({ words, reason, run }) => [run?.flowName, [words, reason].filter(Boolean).join(' ')]);
    await advanceRuns(app, shop.id);
    const early = [
      'Welcome',
      expect.stringMatching(/^Came in\. It begins with: .* The welcome was planned\. It waits until/),
    ];
    expect(await flowSaid()).toEqual([early]);
    world.pass(8 * 1_440 * MINUTE);
    await advanceRuns(app, shop.id);
    expect(await flowSaid()).toEqual([
      ['Welcome', expect.stringMatching(/^The wait was over .* It is not so that .* It came to its end\.$/)],
      early,
    ]);
    const keys = (await timeline(world, profileId)).days.flatMap(({ entries }) => entries.map(({ id }) => id));
    expect(new Set(keys).size).toBe(keys.length);
  }));
