import { beforeEach, describe, expect, it } from 'vitest';
import { assignCart, storeCart } from '~/capture/carts/store-cart.server';
import { appendEvents } from '~/capture/events/event-log.server';
import { verifyLedger } from '~/customers/consent/ledger.server';
import { numbersOf, recomputeNumbers } from '~/customers/numbers/recompute-numbers.server';
import { identify } from '~/customers/profiles/identify.server';
import { logAccess } from '~/platform/audit/access-log.server';
import { addMs, minutes } from '~/platform/clock/clock';
import { withShop } from '~/platform/db/db.server';
import { messagePlan, plan } from '../../../tests/factories/messages';
import { makePerson, makeVisitor, type Person } from '../../../tests/factories/people';
import { newOrder, placeOrders } from '../../../tests/factories/placed-orders';
import { cartReport } from '../../../tests/factories/reports';
import { createShop, type TestShop } from '../../../tests/factories/shops';
import { testApp } from '../../../tests/factories/test-app';
import { testDatabase } from '../../../tests/setup/database';
import { enforceRetention, nextRetentionAt } from './enforce-retention.server';
import { saveRetention } from './retention-settings.server';
import { usualRetention } from './retention-rules';

const DAY = minutes(1_440);
const MONTH = 31 * DAY;
const app = testApp(await testDatabase(), { systemAheadMs: 3 * DAY });
const { prisma } = app.db;

let shop: TestShop;
beforeEach(async () => {
  shop = await createShop(app);
});

const inShop = <T>(work: () => Promise<T>): Promise<T> => withShop(shop.id, work);
const enforce = () => inShop(() => enforceRetention(app, shop.id));
const activities = () => inShop(() => prisma.activityEntry.findMany({ where: { kind: 'retention-enforced' } }));
const idsOf = async () =>
  new Set((await inShop(() => prisma.profile.findMany({ where: { erasedAt: null } }))).map(({ id }) => id));

let told = 0;
const looksAt = (profileId: string) => {
  told += 1;
  const event = {
    ...({ type: 'search_submitted', properties: { query: 'lamp' }, source: 'storefront' } as const),
    ...{ occurredAt: app.clock.now(), dedupeKey: `search-${told}` },
  };
  return inShop(() => appendEvents(app, prisma, shop.id, [{ profileId, event }]));
};
const comesBack = (profileId: string) =>
  inShop(() =>
    prisma.profile.update({
      where: { shopId_id: { shopId: shop.id, id: profileId } },
      data: { lastSeenAt: app.clock.now() },
    }),
  );
const person = (fields: Parameters<typeof makePerson>[2] = { consent: 'never-given' }): Promise<Person> =>
  inShop(() => makePerson(app, shop.id, fields));

describe('a visitor whom nobody knows', () => {
  it('goes after 90 days with everything they did, and not a day before', async () => {
    const gone = await inShop(() => makeVisitor(app, shop.id));
    await looksAt(gone);
    await inShop(async () => {
      const traits = { shopId: shop.id, profileId: gone, favourites: {}, countedAt: app.clock.now() };
      await prisma.profileTraits.create({ data: traits });
      await storeCart(prisma, shop.id, cartReport('cart-of-nobody'));
      await assignCart(prisma, shop.id, 'cart-of-nobody', gone);
    });
    app.advance(89 * DAY);
    await enforce();
    expect(await idsOf()).toContain(gone);

    app.advance(DAY + 1);
    const stays = await inShop(() => makeVisitor(app, shop.id));
    await looksAt(stays);
    await enforce();
    expect(await idsOf()).toEqual(new Set([stays]));
    const left = await inShop(() =>
      Promise.all([prisma.event.count(), prisma.cart.count(), prisma.identity.count(), prisma.profileTraits.count()]),
    );
    expect(left).toEqual([1, 0, 1, 0]);
    expect(await activities()).toMatchObject([{ actor: null, subject: null, details: { visitors: 1 } }]);
  });

  it('takes along whom it absorbed', async () => {
    const [one, other] = await inShop(() => Promise.all([makeVisitor(app, shop.id), makeVisitor(app, shop.id)]));
    const values = await inShop(() => prisma.identity.findMany({ orderBy: { value: 'asc' } }));
    expect(values).toHaveLength(2);
    const where = { shopId_id: { shopId: shop.id, id: other } };
    await inShop(() => prisma.profile.update({ where, data: { mergedIntoId: one } }));
    await inShop(() => prisma.identity.updateMany({ data: { profileId: one } }));
    app.advance(91 * DAY);
    await enforce();
    expect(await idsOf()).toEqual(new Set());
  });

  it('is a new one when the same browser comes again', async () => {
    const visitorId = 'a-browser-that-returns';
    const seen = () =>
      inShop(() =>
        app.db.transaction((tx) =>
          identify(app, tx, shop.id, { person: { visitorId, seenAt: app.clock.now() }, evidence: 'test' }),
        ),
      );
    const { profileId: before } = await seen();
    app.advance(91 * DAY);
    await enforce();
    const { profileId: now } = await seen();
    expect(now).not.toBe(before);
    expect(await idsOf()).toEqual(new Set([now]));
  });

  it('stays where it has an order, or is a user of a program of the shop’s', async () => {
    const buyer = await inShop(() => makeVisitor(app, shop.id));
    await inShop(() => placeOrders(app, shop.id, [newOrder(app, { profileId: buyer })]));
    const member = { externalId: 'member-7', seenAt: app.clock.now() };
    const { profileId } = await inShop(() =>
      app.db.transaction((tx) => identify(app, tx, shop.id, { person: member, evidence: 'test' })),
    );
    app.advance(100 * DAY);
    await enforce();
    expect(await idsOf()).toEqual(new Set([buyer, profileId]));
  });
});

describe('a person', () => {
  it('goes after 25 months without consent, order, visit or mail; the ledger still verifies', async () => {
    const gone = await person();
    const agreed = await person({ consent: 'granted' });
    const refused = await person({ consent: 'withdrawn' });
    const [buyer, visitor, reader] = [await person(), await person(), await person()];
    app.advance(24 * MONTH);
    await inShop(() => placeOrders(app, shop.id, [newOrder(app, { profileId: buyer.profileId })]));
    await comesBack(visitor.profileId);
    const message = await inShop(() => plan(app, shop.id, messagePlan(app, shop.id, { profileId: reader.profileId })));
    await inShop(() =>
      prisma.message.updateMany({ where: { id: message.id }, data: { state: 'accepted', sentAt: app.clock.now() } }),
    );
    app.advance(2 * MONTH);
    await enforce();
    const left = await idsOf();
    expect(left).not.toContain(gone.profileId);
    expect(left).toEqual(new Set([agreed, refused, buyer, visitor, reader].map(({ profileId }) => profileId)));
    expect(await activities()).toMatchObject([{ details: { people: 1 } }]);
    expect(await inShop(() => verifyLedger(prisma, shop.id))).toEqual({ kind: 'intact', entries: 2 });
    expect(await inShop(() => prisma.address.findMany({ where: { id: gone.addressId } }))).toEqual([]);
  });

  it('stays while a request of theirs is not answered', async () => {
    const { profileId, addressId } = await person();
    app.advance(26 * MONTH);
    const times = { requestedAt: app.clock.now(), dueAt: app.clock.now() };
    await inShop(() =>
      prisma.privacyRequest.create({
        data: { shopId: shop.id, id: app.ids.next(), kind: 'download', profileId, addressId, state: 'open', ...times },
      }),
    );
    await enforce();
    expect(await idsOf()).toContain(profileId);
  });

  it('leaves their orders, and what these amount to, for the shop’s books', async () => {
    const { profileId } = await person();
    const order = newOrder(app, { profileId, products: [3, 4] });
    await inShop(() => placeOrders(app, shop.id, [order]));
    await inShop(() => app.db.transaction((tx) => recomputeNumbers(tx, shop.id, [profileId])));
    const before = await inShop(() => numbersOf(prisma, shop.id, profileId));
    app.advance(27 * MONTH);
    await enforce();
    expect(await inShop(() => prisma.event.count())).toBe(0);
    expect(await inShop(() => prisma.order.findMany())).toMatchObject([{ id: order.id, erasedAt: app.clock.now() }]);
    await inShop(() => app.db.transaction((tx) => recomputeNumbers(tx, shop.id, [profileId])));
    expect(await inShop(() => numbersOf(prisma, shop.id, profileId))).toEqual(before);
  });
});

describe('what is old', () => {
  it('goes by its own rule: events and carts by history, mails by theirs, looks by the machine’s time', async () => {
    const { profileId } = await person({ consent: 'granted' });
    await looksAt(profileId);
    await inShop(async () => {
      await storeCart(prisma, shop.id, cartReport('old-cart'));
      await prisma.cart.updateMany({ data: { linesChangedAt: app.clock.now() } });
      await logAccess(app, prisma, shop.id, { actor: '7', what: 'customer-shown', subject: profileId });
      const content = app.vault.seal('{}', shop.id);
      const row = { shopId: shop.id, messageId: app.ids.next(), content, renderedAt: app.clock.now() };
      await prisma.messageContent.create({ data: row });
    });
    const left = () =>
      inShop(() =>
        Promise.all([
          prisma.event.count({ where: { type: 'search_submitted' } }),
          prisma.cart.count(),
          prisma.messageContent.count(),
          prisma.accessLogEntry.count(),
        ]),
      );
    await inShop(() =>
      saveRetention(prisma, shop.id, { ...usualRetention, contentDays: 30, historyMonths: 6, accessLogMonths: 12 }),
    );
    app.advance(31 * DAY);
    await enforce();
    expect(await left()).toEqual([1, 1, 0, 1]);
    app.advance(6 * MONTH);
    await enforce();
    expect(await left()).toEqual([0, 0, 0, 1]);
    app.advance(6 * MONTH);
    await enforce();
    expect(await left()).toEqual([0, 0, 0, 0]);
    expect((await activities()).map(({ details }) => details)).toEqual([
      { contents: 1 },
      { events: 1, carts: 1 },
      { looks: 1 },
    ]);
  });

  it('of another shop stays', async () => {
    const { profileId } = await person();
    await looksAt(profileId);
    app.advance(40 * MONTH);
    const other = await createShop(app);
    await withShop(other.id, () => enforceRetention(app, other.id));
    expect(await idsOf()).toContain(profileId);
  });
});

describe('a day’s letting go', () => {
  const crowd = async (count: number) => {
    for (let made = 0; made < count; made++) await inShop(() => makeVisitor(app, shop.id));
    app.advance(91 * DAY);
  };

  it('begins a day after the app came, and again a day after it was through', async () => {
    const { installedAt } = await inShop(() => prisma.shop.findUniqueOrThrow({ where: { id: shop.id } }));
    const next = () => inShop(() => nextRetentionAt(prisma, app.clock, shop.id));
    expect(await next()).toEqual(addMs(installedAt ?? new Date(0), DAY));
    expect(await enforce()).toEqual(addMs(app.clock.now(), DAY));
    app.advance(DAY / 2);
    await crowdOfOneGoesTomorrow();
    expect(await next()).toEqual(addMs(app.clock.now(), DAY / 2));
  });

  /** What became too old since is for the next day. */
  async function crowdOfOneGoesTomorrow(): Promise<void> {
    const at = new Date(0);
    const row = { shopId: shop.id, id: app.ids.next(), createdAt: at, lastSeenAt: at };
    await inShop(() => prisma.profile.create({ data: row }));
    await enforce();
    expect(await inShop(() => prisma.profile.count())).toBe(1);
  }

  it('done by two workers at once removes and counts each thing once', async () => {
    await crowd(30);
    await Promise.all([enforce(), enforce()]);
    expect(await idsOf()).toEqual(new Set());
    expect((await activities()).map(({ details }) => details)).toEqual([{ visitors: 30 }]);
  });

  it('goes on behind the last person it looked at', async () => {
    const kept = [await person({ consent: 'granted' }), await person({ consent: 'granted' })];
    await crowd(3);
    const rows = await inShop(() => prisma.profile.findMany({ orderBy: [{ lastSeenAt: 'asc' }, { id: 'asc' }] }));
    const third = rows[2];
    const cursor = JSON.stringify({ lastSeenAt: third?.lastSeenAt, id: third?.id });
    const run = { shopId: shop.id, begunAt: app.clock.now(), step: 'people', cursor, removed: { visitors: 5 } };
    await inShop(() => prisma.retentionRun.create({ data: run }));
    await enforce();
    const behind = new Set(rows.slice(3).map(({ id }) => id));
    const left = await idsOf();
    expect([...behind].filter((id) => left.has(id))).toEqual(
      kept.map(({ profileId }) => profileId).filter((id) => behind.has(id)),
    );
    const visitorsBehind = [...behind].filter((id) => !kept.some(({ profileId }) => profileId === id)).length;
    expect(await activities()).toMatchObject([{ details: { visitors: 5 + visitorsBehind } }]);
  });

  it('that found nothing is no news, and still known to have been', async () => {
    await enforce();
    expect(await activities()).toEqual([]);
    expect(await inShop(() => prisma.retentionRun.findMany())).toMatchObject([
      { step: null, lastDoneAt: app.clock.now() },
    ]);
  });
});

describe('what rules saw when it was decided about a mail', () => {
  const decided = async (state: string) => {
    const { profileId } = await person();
    return inShop(async () => {
      const { id } = await plan(app, shop.id, messagePlan(app, shop.id, { profileId }));
      const at = app.clock.now();
      await prisma.message.updateMany({ where: { id }, data: { state } });
      const key = { shopId: shop.id, messageId: id };
      const decision = { kind: 'send', consentSeq: null };
      await prisma.messageDecision.create({
        data: { ...key, seq: 1, decidedAt: at, lastAt: at, decision, answers: [] },
      });
      return id;
    });
  };
  const left = async () =>
    (await inShop(() => prisma.messageDecision.findMany())).map(({ messageId }) => messageId).sort();

  it('goes when its days are over, and the mail’s outcome stays; of one that waits still it stays', async () => {
    const [sent, skipped, waiting] = [await decided('accepted'), await decided('skipped'), await decided('planned')];
    app.advance(179 * DAY);
    const young = await decided('accepted');
    await enforce();
    expect(await left()).toEqual([sent, skipped, waiting, young].sort());
    app.advance(2 * DAY);
    await enforce();
    expect(await left()).toEqual([waiting, young].sort());
    expect(await inShop(() => prisma.message.count({ where: { id: { in: [sent, skipped] } } }))).toBe(2);
    expect((await activities()).map(({ details }) => details)).toContainEqual(
      expect.objectContaining({ decisions: 2 }),
    );
  });

  it('is kept as long as the shop says', async () => {
    const sent = await decided('accepted');
    await inShop(() => saveRetention(prisma, shop.id, { ...usualRetention, decisionDays: 365 }));
    app.advance(364 * DAY);
    await enforce();
    expect(await left()).toEqual([sent]);
    app.advance(2 * DAY);
    await enforce();
    expect(await left()).toEqual([]);
  });

  it('goes in bounded steps, however much there is', async () => {
    const sent = await decided('accepted');
    const at = app.clock.now();
    await inShop(() =>
      prisma.messageDecision.createMany({
        data: Array.from({ length: 4_500 }, (_, nth) => ({
          ...{ shopId: shop.id, messageId: sent, seq: nth + 2, decidedAt: at, lastAt: at, decision: {}, answers: [] },
        })),
      }),
    );
    app.advance(181 * DAY);
    await enforce();
    expect(await left()).toEqual([]);
    expect((await activities()).map(({ details }) => details)).toContainEqual(
      expect.objectContaining({ decisions: 4_501 }),
    );
  });
});
