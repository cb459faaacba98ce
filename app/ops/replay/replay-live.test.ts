import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { FlowDefinition } from '~/decisions/flows/language/flow';
import type { FlowNode } from '~/decisions/flows/language/node';
import { nextCandidates } from '~/decisions/flows/replay/candidates.server';
import { replayPeople } from '~/decisions/flows/replay/replay-people.server';
import { shopPast } from '~/decisions/flows/replay/shop-past.server';
import { termsOf } from '~/decisions/flows/replay/terms.server';
import { flowOf, turnOn } from '../../../tests/factories/flows';
import { anyLife, inOrder, live, livedRuns, replayedRuns, type Happening } from '../../../tests/factories/lived-flow';
import { sendingWorlds, type SendingWorld } from '../../../tests/factories/sending-world';
import { after } from '../../../tests/factories/times';

const MINUTE = 60_000;
const DAY = 1_440;
const PEOPLE = 4;
const MINUTES = 9 * DAY;
/** The window begins when people have lived for a while: some are in the flow by then. */
const BEFORE = 2 * DAY;
const inWorld = await sendingWorlds();

const ordered = { kind: 'happened', event: 'order_placed', atLeast: 1, within: 'run' } as const;
const exit = (key: string): FlowNode => ({ kind: 'exit', key });

/** A flow in which every kind of node decides something. */
const flow = (changes: Partial<FlowDefinition>): FlowDefinition =>
  flowOf(
    [
      { kind: 'delay', key: 'quiet', minutes: 90, after: 'cart.linesChangedAt', next: 'buyer' },
      {
        kind: 'condition',
        key: 'buyer',
        when: { kind: 'fact', fact: 'orders.count', is: 'at-least', value: 1 },
        yes: 'mark',
        no: 'first',
      },
      // Nothing here asks for it: what a property was before it was set again is not kept, as the record says.
      { kind: 'set-property', key: 'mark', property: 'marked', value: 'gold', next: 'morning' },
      {
        kind: 'wait-until',
        key: 'morning',
        minuteOfDay: 600,
        weekdays: [1, 2, 3, 4, 5, 6, 7],
        zone: 'person',
        next: 'first',
      },
      { kind: 'send', key: 'first', template: 'abandoned-cart-first', expiresAfterMinutes: 1_080, next: 'watch' },
      {
        kind: 'wait-for',
        key: 'watch',
        events: [
          { event: 'custom_event', named: 'Quiz done', where: [{ field: 'custom:score', is: 'at-least', value: 5 }] },
        ],
        minutes: 600,
        happened: 'lots',
        timedOut: 'way',
      },
      {
        kind: 'split',
        key: 'way',
        branches: [
          { key: 'gold', when: { kind: 'property', key: 'tier', is: 'is', value: 'gold' }, next: 'lots' },
          { key: 'full', when: { kind: 'fact', fact: 'cart.itemCount', is: 'at-least', value: 3 }, next: 'second' },
        ],
        otherwise: 'done',
      },
      {
        kind: 'lots',
        key: 'lots',
        branches: [
          { key: 'one', share: 5_000, next: 'second' },
          { key: 'other', share: 5_000, next: 'done' },
        ],
      },
      { kind: 'send', key: 'second', template: 'abandoned-cart-second', expiresAfterMinutes: 2_000, next: 'done' },
      exit('done'),
    ],
    {
      key: 'abandoned-cart',
      trigger: {
        kind: 'event',
        events: [{ event: 'checkout_updated' }],
        when: { kind: 'fact', fact: 'cart.itemCount', is: 'at-least', value: 1 },
      },
      exits: [
        {
          key: 'ordered',
          when: { kind: 'any', rules: [ordered, { kind: 'fact', fact: 'cart.isBought', is: 'is', value: true }] },
        },
        { key: 'consent-lost', when: { kind: 'fact', fact: 'consent.marketing', is: 'is', value: 'withdrawn' } },
      ],
      ...changes,
    },
  );

/** Another that writes to the same people: what it sends counts for the caps of the first. */
const other = flowOf(
  [
    { kind: 'delay', key: 'a-while', minutes: 45, after: 'arrival', next: 'mail' },
    { kind: 'send', key: 'mail', template: 'abandoned-cart-first', expiresAfterMinutes: 3_000, next: 'done' },
    exit('done'),
  ],
  {
    key: 'other',
    priority: 80,
    again: { afterMinutes: 1_000 },
    trigger: {
      kind: 'event',
      events: [{ event: 'custom_event', named: 'Quiz done' }],
      when: { kind: 'fact', fact: 'consent.marketing', is: 'is', value: 'granted' },
    },
  },
);

async function replayed({ app, shop }: SendingWorld, definition: FlowDefinition, from: Date) {
  const { prisma } = app.db;
  const past = await shopPast(prisma, shop.id);
  const terms = [await termsOf(prisma, shop.id, past, definition, { from, until: app.clock.now() })];
  const ids = await nextCandidates(prisma, shop.id, terms, { after: null, most: 1_000 });
  const people = await replayPeople(prisma, shop.id, past, terms, ids);
  return people.flatMap(({ replays }) => replays);
}

async function liveAndReplay(definition: FlowDefinition, life: readonly Happening[]) {
  let compared = { lived: [] as Awaited<ReturnType<typeof livedRuns>>, told: [] as ReturnType<typeof replayedRuns> };
  await inWorld(async (world) => {
    const { app, shop } = world;
    await turnOn(app, shop.id, definition);
    await turnOn(app, shop.id, other);
    const from = after(BEFORE * MINUTE, app.clock.now());
    await live(world, life, MINUTES);
    compared = {
      lived: await livedRuns(world, definition, from),
      told: replayedRuns(await replayed(world, definition, from)),
    };
  });
  return compared;
}

const variants = fc.record({
  meanwhile: fc.constantFrom('nothing' as const, 'follow' as const, 'restart' as const),
  again: fc.constantFrom('never' as const, { afterMinutes: 0 }, { afterMinutes: 2_000 }),
});

describe('a flow that was on all the time', () => {
  test('is replayed as it was: the same runs, looks, facts, mails, answers and times', async () => {
    const seen = { runs: 0 };
    await fc.assert(
      fc.asyncProperty(variants, anyLife(PEOPLE, MINUTES), async (changes, life) => {
        const { lived, told } = await liveAndReplay(flow(changes), life);
        expect(inOrder(told)).toEqual(inOrder(lived));
        seen.runs += lived.length;
      }),
      { numRuns: 4, endOnFailure: true },
    );
    // Nothing would be shown by lives in which nothing happens.
    expect(seen.runs).toBeGreaterThan(0);
  });
});
