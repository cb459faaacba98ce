import { beforeEach, describe, expect, test } from 'vitest';
import { createWorldClock } from '../world-clock';
import type { Expected } from '../world';
import { smallStore } from '../shopify/storefront/testing/small-store';
import { openCrowd } from './crowd';
import type { VisitOrder, VisitOutcome } from './make-visit';
import { planDay } from './plan-day';
import { AT_ONCE } from './rates';

const HOUR_MS = 3_600_000;
/** Up to the last moment of the day that begins with the test. */
const DAY_MS = 24 * HOUR_MS - 1;
const plan = { perDay: 40, seed: 3, timeZone: 'Europe/Berlin' };

/** A world of nothing but a clock, whose visits take as long as the test says. */
async function openStreet(changes: { perDay?: number } = {}) {
  const system = { nowMs: Date.parse('2026-10-01T00:00:00+02:00') };
  const clock = createWorldClock({ systemNow: () => system.nowMs });
  const sources = new Set<() => Expected | null>();
  const timers: { ms: number; work: () => void }[] = [];
  const visits: VisitOrder[] = [];
  const failures: string[] = [];
  let underWay = 0;
  let most = 0;
  let outcome: VisitOutcome = { kind: 'made' };
  const world = {
    clock,
    shopify: { store: { data: smallStore() } },
    urls: { storefront: 'http://shop' },
    expect: (source: () => Expected | null) => (sources.add(source), () => void sources.delete(source)),
  };
  const crowd = openCrowd({
    ...{ ...plan, ...changes },
    world: world as unknown as Parameters<typeof openCrowd>[0]['world'],
    onFailure: (why) => failures.push(why),
    visitors: {
      async visit(order) {
        most = Math.max(most, (underWay += 1));
        await new Promise((resolve) => setImmediate(resolve));
        underWay -= 1;
        visits.push(order);
        return outcome;
      },
      stop: () => undefined,
    },
    after(ms, work) {
      const timer = { ms, work };
      timers.push(timer);
      return () => void timers.splice(timers.indexOf(timer), 1);
    },
  });
  return {
    ...{ system, clock, visits, failures, timers, crowd },
    most: () => most,
    expected: () => [...sources].flatMap((source) => source() ?? []),
    endWith: (next: VisitOutcome) => void (outcome = next),
  };
}

let street: Awaited<ReturnType<typeof openStreet>>;
beforeEach(async () => void (street = await openStreet()));

const seedsOf = (orders: { seed: number }[]) => orders.map(({ seed }) => seed).sort((a, b) => a - b);

describe('the crowd', () => {
  test('comes as time is moved: a day’s visits in a day, each once, however the moves are cut', async () => {
    await street.clock.advance(30 * 60_000);
    for (let hour = 0; hour < 23; hour++) await street.clock.advance(HOUR_MS);
    await street.clock.advance(29 * 60_000);
    expect(seedsOf(street.visits)).toEqual(seedsOf(planDay(plan, '2026-10-01')));
    await street.clock.advance(48 * HOUR_MS);
    expect(street.visits).toHaveLength(120);
  });

  test('has gone when the move is over, and is never more than a few at once', async () => {
    await street.clock.advance(DAY_MS);
    expect(street.visits).toHaveLength(40);
    expect(street.most()).toBe(AT_ONCE);
  });

  test('can be expected: the next ones are named with their time', async () => {
    const [first] = planDay(plan, '2026-10-01');
    expect(street.expected()).toEqual([{ at: new Date(first!.atMs), words: 'shoppers come to the shop' }]);
    await street.clock.moveTo(new Date(first!.atMs));
    expect(street.visits.length).toBeGreaterThan(0);
    expect(street.expected()[0]!.at.getTime()).toBeGreaterThan(first!.atMs);
  });

  test('also comes when time passes by itself', async () => {
    const [timer] = street.timers;
    const [first] = planDay(plan, '2026-10-01');
    expect(timer?.ms).toBe(Math.min(first!.atMs - street.clock.now().getTime(), HOUR_MS));
    street.system.nowMs = first!.atMs;
    timer?.work();
    await street.clock.advance(0);
    expect(street.visits.length).toBeGreaterThan(0);
    expect(street.timers).toHaveLength(1);
  });

  test('does not make up for the time before it was let in', async () => {
    const late = await openStreet();
    late.crowd.stop();
    expect(street.visits).toEqual([]);
    await late.clock.advance(24 * HOUR_MS);
    expect(late.visits).toEqual([]);
    expect(late.expected()).toEqual([]);
    expect(late.timers).toEqual([]);
  });

  test('goes on after a visit that failed, and says so; what the shop refused is no failure', async () => {
    street.endWith({ kind: 'stopped', why: 'sold out' });
    await street.clock.advance(12 * HOUR_MS);
    expect(street.failures).toEqual([]);
    street.endWith({ kind: 'failed', why: 'no answer' });
    await street.clock.advance(DAY_MS - 12 * HOUR_MS);
    expect(street.visits).toHaveLength(40);
    expect(new Set(street.failures)).toEqual(new Set(['no answer']));
  });
});
