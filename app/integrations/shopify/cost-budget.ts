import { setTimeout as sleep } from 'node:timers/promises';
import {
  answered,
  MAX_QUERY_COST,
  outgoing,
  taken,
  unknownBucket,
  waitFor,
  type KnownBucket,
  type Outgoing,
  type ThrottleStatus,
} from './cost-bucket';

export interface Cost {
  requestedQueryCost: number;
  actualQueryCost: number | null;
  throttleStatus: ThrottleStatus;
}

/** Lets requests out only when Shopify's bucket holds what they ask for: waiting before asking, not after being refused. */
export interface CostBudget {
  /** Waits for its turn and for enough points. Then the request may go out; `settle` is to be called with what its answer said of cost. */
  take(shopDomain: string, query: string, variables: object): Promise<{ settle(cost: Cost | undefined): void }>;
}

export interface BudgetClock {
  nowMs(): number;
  /** Resolves after so long, or as soon as the signal says so. */
  wait(ms: number, signal: AbortSignal): Promise<void>;
}

const machine: BudgetClock = {
  nowMs: () => performance.now(),
  wait: (ms, signal) => sleep(ms, undefined, { signal }).catch(() => undefined),
};

interface Shop {
  bucket: KnownBucket;
  /** Those who came before have gone out. */
  turn: Promise<void>;
  /** Who waits for points is to look again. */
  news: AbortController;
}

/** One bucket a shop, shared by all that this process asks of it, who are served in the order they came. */
export function createCostBudget(clock: BudgetClock = machine): CostBudget {
  const shops = new Map<string, Shop>();
  /** What queries were priced at; the same query with as much to look up has the same price. */
  const prices = new Map<string, number>();

  function shopOf(domain: string): Shop {
    const fresh = () => ({
      bucket: unknownBucket(clock.nowMs()),
      turn: Promise.resolve(),
      news: new AbortController(),
    });
    const shop = shops.get(domain) ?? fresh();
    shops.set(domain, shop);
    return shop;
  }

  /** Waits until the bucket holds the price, and takes it. */
  async function takeWhenThere(shop: Shop, key: string): Promise<Outgoing> {
    for (;;) {
      const cost = prices.get(key) ?? MAX_QUERY_COST;
      const ms = waitFor(shop.bucket, cost, clock.nowMs());
      if (ms === 0) {
        const out = outgoing(shop.bucket, cost);
        shop.bucket = taken(shop.bucket, cost);
        return out;
      }
      await clock.wait(ms, shop.news.signal);
    }
  }

  function settle(shop: Shop, key: string, out: Outgoing, told: Cost | undefined): void {
    if (told) prices.set(key, told.requestedQueryCost);
    const actualCost = told ? (told.actualQueryCost ?? 0) : out.cost;
    shop.bucket = answered(shop.bucket, { ...out, actualCost, status: told?.throttleStatus ?? null }, clock.nowMs());
    shop.news.abort();
    shop.news = new AbortController();
  }

  return {
    async take(shopDomain, query, variables) {
      const shop = shopOf(shopDomain);
      const key = sizeKey(query, variables);
      const taking = shop.turn.then(() => takeWhenThere(shop, key));
      shop.turn = taking.then(() => undefined);
      const out = await taking;
      return { settle: (told) => settle(shop, key, out, told) };
    },
  };
}

/** A query and the sizes of what it is given: how long its lists are and how many it asks for. */
function sizeKey(query: string, variables: object): string {
  const sizes = Object.entries(variables).map(([name, value]) => {
    if (Array.isArray(value)) return `${name}:${value.length}`;
    return typeof value === 'number' ? `${name}=${value}` : '';
  });
  return `${query} ${sizes.join(' ')}`;
}
