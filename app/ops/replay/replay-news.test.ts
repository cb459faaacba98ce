import fc from 'fast-check';
import { expect, test } from 'vitest';
import { nextCandidates } from '~/decisions/flows/replay/candidates.server';
import { replayPeople } from '~/decisions/flows/replay/replay-people.server';
import type { PersonReplay } from '~/decisions/flows/replay/replayed';
import { shopPast } from '~/decisions/flows/replay/shop-past.server';
import { termsOf } from '~/decisions/flows/replay/terms.server';
import { advanceRuns } from '~/decisions/flows/runner/advance-runs.server';
import { nextTellingAt, tellCatalogue } from '~/decisions/flows/runner/tell-catalogue.server';
import type { CatalogueTrigger } from '~/decisions/flows/runner/tellings';
import {
  catalogueFlow,
  inCatalogueShop,
  someBuyers,
  type CatalogueWorld,
} from '../../../tests/factories/catalogue-world';
import { fillCart } from '../../../tests/factories/filled-carts';
import { turnOn } from '../../../tests/factories/flows';
import { makePerson, type Person } from '../../../tests/factories/people';
import { newOrder, placeOrders } from '../../../tests/factories/placed-orders';
import { cartLine } from '../../../tests/factories/reports';

const MINUTE = 60_000;
const BUYERS = 3;

/** Some minutes after the last, one of some people does something, or the product turns. */
type Happening = { minutes: number } & (
  | { kind: 'views' | 'asks' | 'fills-cart' | 'orders'; who: number }
  | { kind: 'turns'; pieces: number; priceMinor: number }
);

const happening: fc.Arbitrary<Happening> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      minutes: fc.integer({ min: 1, max: 1_500 }),
      kind: fc.constantFrom('views' as const, 'asks' as const, 'fills-cart' as const, 'asks' as const),
      who: fc.integer({ min: 0, max: BUYERS }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      minutes: fc.integer({ min: 1, max: 1_500 }),
      kind: fc.constant('orders' as const),
      who: fc.integer({ min: 0, max: BUYERS }),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      minutes: fc.integer({ min: 1, max: 1_500 }),
      kind: fc.constant('turns' as const),
      // Few people and many pieces: nobody has to wait as too few came back.
      pieces: fc.constantFrom(0, 0, 4, 40),
      priceMinor: fc.constantFrom(1_000, 1_500, 2_000),
    }),
  },
);

/** All of them ask for it each time it is gone, and it comes back: whatever the other lives are, that is shown. */
const manyAreTold: Happening[] = Array.from({ length: 6 }, (): Happening[] => [
  { minutes: 1_000, kind: 'turns', pieces: 0, priceMinor: 1_000 },
  ...Array.from({ length: BUYERS }, (_, who): Happening => ({ minutes: 1, kind: 'asks', who })),
  { minutes: 1_000, kind: 'turns', pieces: 40, priceMinor: 1_000 },
]).flat();

const triggers: fc.Arbitrary<Partial<CatalogueTrigger>> = fc.oneof(
  fc.record({ change: fc.constant('back-in-stock' as const), whom: fc.constantFrom('asked', 'viewed', 'in-cart') }),
  fc.record({
    ...{ change: fc.constant('price-drop' as const), whom: fc.constantFrom('viewed', 'in-cart') },
    atLeastPercent: fc.constantFrom(5, 30),
  }),
  fc.record({
    ...{ change: fc.constant('low-stock' as const), whom: fc.constantFrom('viewed', 'in-cart') },
    atMostUnits: fc.constant(5),
  }),
);

async function work({ app, id }: CatalogueWorld): Promise<void> {
  await tellCatalogue(app, id);
  await advanceRuns(app, id);
}

/** Time goes on; whoever is to be looked for again meanwhile is. */
async function pass(world: CatalogueWorld, ms: number): Promise<void> {
  const { app, id, prisma } = world;
  const target = app.clock.now().getTime() + ms;
  for (;;) {
    const next = await nextTellingAt(prisma, id, app.clock.now());
    const now = app.clock.now().getTime();
    if (!next || next.getTime() > target) break;
    app.advance(Math.max(0, next.getTime() - now));
    await work(world);
  }
  app.advance(target - app.clock.now().getTime());
}

async function happen(world: CatalogueWorld, buyers: readonly Person[], it: Happening, nth: number): Promise<void> {
  const { app, id } = world;
  if (it.kind === 'turns') {
    await world.becomes({
      ...{ inventoryQuantity: it.pieces, isAvailable: it.pieces > 0, priceMinor: it.priceMinor },
    });
    return;
  }
  const buyer = buyers[it.who];
  if (!buyer) throw new Error('nobody is meant');
  const { profileId } = buyer;
  if (it.kind === 'views') await world.view(profileId);
  if (it.kind === 'asks') await world.ask(buyer);
  if (it.kind === 'fills-cart') await fillCart(app, id, { profileId, token: `cart-${nth}`, lines: [cartLine(1)] });
  if (it.kind === 'orders') await placeOrders(app, id, [newOrder(app, { profileId, products: [1] })]);
}

async function lived({ prisma, id }: CatalogueWorld, from: Date) {
  const runs = await prisma.flowRun.findMany({ where: { shopId: id, startedAt: { gte: from } } });
  return runs.map(({ profileId, startedAt, endedAt, subject }) => ({ profileId, startedAt, endedAt, subject }));
}

async function replayed(world: CatalogueWorld, flow: ReturnType<typeof catalogueFlow>, from: Date) {
  const { app, id, prisma } = world;
  const shop = await shopPast(prisma, id);
  const terms = [await termsOf(prisma, id, shop, flow, { from, until: app.clock.now() })];
  const ids = await nextCandidates(prisma, id, terms, { after: null, most: 1_000 });
  const people = await replayPeople(prisma, id, shop, terms, ids);
  return people.flatMap(({ replays }) => replays).flatMap(runsOf);
}

const runsOf = ({ id: profileId, runs }: PersonReplay) =>
  runs.map(({ startedAt, endedAt, subject }) => ({ profileId, startedAt, endedAt, subject }));

const inOrder = <Run extends { profileId: string; startedAt: Date }>(runs: Run[]): Run[] =>
  runs.sort((a, b) => a.startedAt.getTime() - b.startedAt.getTime() || a.profileId.localeCompare(b.profileId));

test('a flow that begins by what turns in the catalogue is replayed as it was: the same people at the same times, told of the same', async () => {
  const seen = { runs: 0 };
  await fc.assert(
    fc.asyncProperty(
      triggers,
      fc.array(happening, { minLength: 30, maxLength: 60 }),
      fc.integer({ min: 0, max: 10 }),
      async (trigger, life, before) =>
        inCatalogueShop(async (world) => {
          const { app, id } = world;
          const buyers = [...(await someBuyers(world, BUYERS)), await makePerson(app, id, { consent: 'never-given' })];
          const flow = catalogueFlow({ ...trigger, withinDays: 7 }, { again: { afterMinutes: 600 } });
          await turnOn(app, id, flow);
          let from = app.clock.now();
          for (const [nth, it] of life.entries()) {
            await pass(world, it.minutes * MINUTE);
            if (nth === before) from = app.clock.now();
            await happen(world, buyers, it, nth);
            await work(world);
          }
          await pass(world, 4 * 1_440 * MINUTE);
          const really = await lived(world, from);
          expect(inOrder(await replayed(world, flow, from))).toEqual(inOrder(really));
          seen.runs += really.length;
        }),
    ),
    { numRuns: 15, endOnFailure: true, examples: [[{ change: 'back-in-stock', whom: 'asked' }, manyAreTold, 0]] },
  );
  expect(seen.runs, 'nothing would be shown by lives in which nobody is told').toBeGreaterThan(10);
});
