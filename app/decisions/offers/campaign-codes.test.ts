import { expect, test } from 'vitest';
import { plantPeople, plantSegment } from '../../../tests/factories/audiences';
import { campaignNow, messagesOf, scheduled, type CampaignChanges } from '../../../tests/factories/campaigns';
import { inOfferWorld, type OfferWorld } from '../../../tests/factories/offer-world';
import { rowsRead } from '../../../tests/factories/rows-read';
import { testApp } from '../../../tests/factories/test-app';
import { withClient } from '../../../setup/postgres/session';
import { testDatabase } from '../../../tests/setup/database';
import { advanceCampaigns } from '../campaigns/advance-campaigns.server';
import { cancelCampaign } from '../campaigns/change-campaign.server';
import { giveCodes } from './give-codes.server';
import { noteShown } from './note-shown.server';
import { offerFacts } from './offer-facts.server';
import { nextOffersAt, tendOffers } from './tend-offers.server';

const database = await testDatabase();
const app = testApp(database);
const { prisma } = app.db;
const DAY_MS = 86_400_000;
const BATCH = 100;
/** Rows that a statement may read for each mail of a batch. */
const FEW = 12;

/** A campaign that gives codes of an offer to so many people, by the clock of its Shopify. */
async function campaignOf(world: OfferWorld, people: number, changes: Partial<CampaignChanges> = {}) {
  const { shop, deps } = world;
  const here = { ...app, clock: deps.clock };
  const ids: string[] = [];
  while (ids.length < people)
    ids.push(
      ...(await plantPeople(
        here,
        shop.id,
        Array.from({ length: Math.min(2_000, people - ids.length) }, () => ({})),
      )),
    );
  const segmentId = await plantSegment(here, shop.id, ids);
  const offerId = await world.offer();
  await world.tend();
  const id = await scheduled(here, shop.id, { segmentIds: [segmentId], offerId, ...changes });
  await prisma.campaign.update({ where: { shopId_id: { shopId: shop.id, id } }, data: { expectedCount: people } });
  return {
    ...{ id, offerId, ids },
    mails: () => messagesOf(here, shop.id, id),
    now: () => campaignNow(here, shop.id, id),
    cancel: () => app.db.transaction((tx) => cancelCampaign(here, tx, shop.id, id, {})),
    async prepare() {
      while ((await campaignNow(here, shop.id, id)).preparedAt === null) await advanceCampaigns(here, shop.id);
    },
    advance: () => advanceCampaigns(here, shop.id),
  };
}

/** How many rows of the codes and the ledger a piece of work reads. */
const readBy = (work: (db: typeof app.db) => Promise<unknown>): Promise<number> =>
  app.db.transaction((tx) =>
    rowsRead(tx, ['discount_codes', 'messages'], () =>
      work({ ...app.db, prisma: tx as typeof prisma, transaction: (inner) => inner(tx) }),
    ),
  );

test('the pool is filled ahead for ten thousand people, each gets a code of their own, and a batch of mails reads a batch', () =>
  inOfferWorld(app, async (world) => {
    const people = 10_000;
    const campaign = await campaignOf(world, people);
    // As they are when a campaign begins: of the hundred codes that there were before.
    await withClient(database.ownerUrl, (client) => client.query('ANALYZE discount_codes, messages'));
    await world.tend();
    expect((await world.states()).free, 'before any mail is planned').toBeGreaterThanOrEqual(people);
    const began = performance.now();
    await campaign.prepare();
    const planningMs = performance.now() - began;
    const mails = await campaign.mails();
    expect(mails).toHaveLength(people);
    expect(planningMs / people, 'milliseconds a person').toBeLessThan(5);

    const reads = { give: 0, facts: 0, show: 0 };
    const codeOf = new Map<string, string>();
    for (let at = 0; at < people; at += BATCH) {
      const wanting = mails
        .slice(at, at + BATCH)
        .map(({ id: messageId, profileId }) => ({ messageId, profileId, offerId: campaign.offerId }));
      const carrying: { messageId: string; codeId: string }[] = [];
      const give = await readBy(async (db) => {
        for (const [messageId, { code, codeId }] of await giveCodes({ ...world.deps, db }, world.shop, wanting)) {
          codeOf.set(messageId, code);
          carrying.push({ messageId, codeId });
        }
      });
      const facts = await readBy(({ prisma }) => offerFacts(prisma, world.shop.id, wanting, world.deps.clock.now()));
      const show = await readBy((db) => db.transaction((tx) => noteShown(world.deps, tx, world.shop.id, carrying)));
      for (const [what, read] of Object.entries({ give, facts, show }))
        reads[what as keyof typeof reads] = Math.max(reads[what as keyof typeof reads], read);
    }
    expect(codeOf.size).toBe(people);
    expect(new Set(codeOf.values()).size).toBe(people);
    for (const [what, read] of Object.entries(reads)) expect(read, what).toBeLessThan(BATCH * FEW);
  }));

test('what a campaign gave at once says nothing of what flows will want: the pool is not kept as full afterwards', () =>
  inOfferWorld(app, async (world) => {
    const campaign = await campaignOf(world, 600);
    await world.tend();
    await campaign.prepare();
    const mails = await campaign.mails();
    await world.show(await world.give(campaign.offerId, ...mails));
    const { free = 0 } = await world.states();
    await world.tend();
    expect(await world.states()).toEqual({ given: 600, free });
    expect(free).toBe(100);
  }));

test('for one that begins later codes are made from a day before on', () =>
  inOfferWorld(app, async (world) => {
    const startsAt = new Date(world.deps.clock.now().getTime() + 5 * DAY_MS);
    const { offerId } = await campaignOf(world, 300, { schedule: { kind: 'at', at: startsAt.toISOString() } });
    await world.tend();
    expect(await world.states()).toEqual({ free: 100 });
    expect(await nextOffersAt(prisma, world.deps.clock, world.shop.id)).toEqual(new Date(startsAt.getTime() - DAY_MS));
    await world.pass(4);
    await world.tend();
    expect((await world.states()).free).toBe(400);
    expect(await prisma.discountCode.count({ where: { offerId, state: 'given' } })).toBe(0);
  }));

test('of one that is cancelled codes that nobody has seen go back, and what is beyond the usual stock is deleted at Shopify', () =>
  inOfferWorld(app, async (world) => {
    const campaign = await campaignOf(world, 120);
    await world.tend();
    await campaign.prepare();
    const [seen, ...rest] = await campaign.mails();
    if (!seen) throw new Error('there is no mail');
    await world.show(await world.give(campaign.offerId, seen));
    await world.give(campaign.offerId, ...rest.slice(0, 50));
    expect((await world.states()).given).toBe(51);
    await campaign.cancel();
    await campaign.advance();
    await world.tend();
    expect(await world.states()).toEqual({ given: 1, free: 100, gone: 119 });
    expect(world.store.discountCodes()).toHaveLength(102);
    expect(await nextOffersAt(prisma, world.deps.clock, world.shop.id)).not.toEqual(world.deps.clock.now());
  }));

test('whose codes Shopify could not add yet has mails that find none, and is filled when it can', () =>
  inOfferWorld(app, async (world) => {
    const campaign = await campaignOf(world, 150);
    const silent = { addCodes: () => Promise.reject(new Error('Shopify does not answer')) };
    await expect(
      tendOffers({ ...world.deps, shopDiscounts: { ...world.deps.shopDiscounts, ...silent } }, world.shop),
    ).rejects.toThrow();
    await campaign.prepare();
    const mails = await campaign.mails();
    expect((await world.give(campaign.offerId, ...mails)).size).toBe(100);
    expect((await prisma.offer.findFirstOrThrow({ where: { id: campaign.offerId } })).dryAt).not.toBeNull();
    await world.tend();
    expect((await world.give(campaign.offerId, ...mails)).size).toBe(150);
  }));
