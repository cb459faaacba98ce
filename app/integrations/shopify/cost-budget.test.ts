import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createCostBucket } from '../../../tests/factories/shopify-rules';
import { createCostBudget, type BudgetClock, type Cost } from './cost-budget';

/** Time that passes when everybody waits. */
function createTime(): BudgetClock & { sleep(ms: number): Promise<void>; settle(): Promise<void> } {
  let now = 0;
  let sleepers: { at: number; wake: () => void }[] = [];
  const sleep = (ms: number, signal?: AbortSignal) =>
    new Promise<void>((resolve) => {
      const sleeper = { at: now + ms, wake: resolve };
      sleepers.push(sleeper);
      signal?.addEventListener('abort', () => {
        sleepers = sleepers.filter((each) => each !== sleeper);
        resolve();
      });
    });
  return {
    nowMs: () => now,
    wait: sleep,
    sleep,
    async settle() {
      for (let idle = 0; idle < 3;) {
        await new Promise((resolve) => setImmediate(resolve));
        sleepers.sort((one, other) => one.at - other.at);
        const next = sleepers.shift();
        idle = next ? 0 : idle + 1;
        if (!next) continue;
        now = Math.max(now, next.at);
        next.wake();
      }
    },
  };
}

interface Ask {
  query: string;
  price: number;
  /** Share of the price that is used. */
  used: number;
  latencyMs: number;
}

/** All of them at once, at Shopify's own bucket as the stand-in keeps it. Gives how many it refused and how long all took. */
async function burst(asks: Ask[], size: { maximumAvailable: number; restoreRate: number }) {
  const time = createTime();
  const bucket = createCostBucket(size, () => time.nowMs());
  const budget = createCostBudget(time);
  const outcome = { refused: 0, answered: 0, order: [] as number[] };
  const one = async ({ query, price, used, latencyMs }: Ask, index: number) => {
    const taken = await budget.take('a-shop', query, {});
    await time.sleep(latencyMs);
    const isTaken = bucket.take(price);
    outcome.refused += isTaken ? 0 : 1;
    const actualQueryCost = isTaken ? Math.round(price * used) : null;
    if (isTaken) bucket.refund(price - (actualQueryCost ?? 0));
    const cost: Cost = { requestedQueryCost: price, actualQueryCost, throttleStatus: bucket.status() };
    await time.sleep(latencyMs);
    taken.settle(cost);
    outcome.answered += 1;
    outcome.order.push(index);
  };
  const all = Promise.all(asks.map(one));
  await time.settle();
  await all;
  return { ...outcome, tookMs: time.nowMs() };
}

const anyAsk = fc.record({
  query: fc.constantFrom('a', 'b', 'c'),
  used: fc.double({ min: 0.05, max: 1, noNaN: true }),
  latencyMs: fc.integer({ min: 1, max: 400 }),
});
const prices = { a: 20, b: 150, c: 700 } as Record<string, number>;
const anyBurst = fc
  .array(anyAsk, { minLength: 1, maxLength: 40 })
  .map((asks) => asks.map((ask) => ({ ...ask, price: prices[ask.query] ?? 0 })));

describe('a burst of queries at one shop', () => {
  test('is never throttled, whatever they cost and however their answers overtake each other', async () => {
    await fc.assert(
      fc.asyncProperty(anyBurst, fc.constantFrom(1_000, 2_000, 10_000), async (asks, maximumAvailable) => {
        const { refused, answered } = await burst(asks, { maximumAvailable, restoreRate: maximumAvailable / 20 });
        expect({ refused, answered }).toEqual({ refused: 0, answered: asks.length });
      }),
      { numRuns: 1000 },
    );
  });

  test('is not held back while the bucket holds enough for all', async () => {
    const asks = Array.from({ length: 50 }, () => ({ query: 'a', price: 10, used: 1, latencyMs: 50 }));
    const { tookMs } = await burst(asks, { maximumAvailable: 2_000, restoreRate: 100 });
    expect(tookMs, 'one to learn the price, then all the others at once').toBeLessThanOrEqual(300);
  });

  test('goes out about as fast as the bucket fills', async () => {
    const asks = Array.from({ length: 60 }, () => ({ query: 'b', price: 100, used: 1, latencyMs: 5 }));
    const { tookMs } = await burst(asks, { maximumAvailable: 1_000, restoreRate: 100 });
    expect(tookMs).toBeGreaterThanOrEqual(50_000);
    expect(tookMs).toBeLessThan(62_000);
  });

  test('is served in the order it came', async () => {
    const asks = Array.from({ length: 20 }, (_, index) => ({
      query: `b${index}`,
      price: 150 + index,
      used: 1,
      latencyMs: 10,
    }));
    const { order } = await burst(asks, { maximumAvailable: 1_000, restoreRate: 50 });
    expect(order).toEqual(asks.map((_, index) => index));
  });
});

test('a query that nobody answers gives back what was set aside for it, and holds up nobody for ever', async () => {
  const time = createTime();
  const budget = createCostBudget(time);
  (await budget.take('a-shop', 'a', {})).settle(undefined);
  const taking = budget.take('a-shop', 'a', {});
  await time.settle();
  expect(await taking).toHaveProperty('settle');
});

test('shops do not wait for each other', async () => {
  const time = createTime();
  const budget = createCostBudget(time);
  await budget.take('one-shop', 'a', {});
  await budget.take('another-shop', 'a', {});
  expect(time.nowMs()).toBe(0);
});
