import { parseArgs } from 'node:util';
import type { Basket } from '~/learning/recommendations/build-index';
import { evaluateBaskets } from '~/learning/recommendations/evaluate';
import { generateStore } from '../devstore/store-data';
import type { StoreData } from '../devstore/store';
import { describeMachine } from './load/machine';
import { rounded } from './load/percentiles';
import { printTable } from './load/table';

/**
 * `bench:neighbours [--json] [--quick] [--seeds 1,2,3]`: whether neighbours find what shoppers add to their basket better than best-sellers
 * do, in the generated store, asked of the chain that serves. Fails where they are not at least half as good again.
 */
const { values: args } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    quick: { type: 'boolean', default: false },
    seeds: { type: 'string' },
  },
});

const LEAST_MARGIN = 1.5;
const seeds = (args.seeds ?? (args.quick ? '1,2' : '1,2,3,4,5')).split(',').map(Number);

interface SeedResult {
  seed: number;
  orders: number;
  cases: number;
  neighboursHr10: number;
  popularityHr10: number;
  /** Neighbours' hit rate ÷ best-sellers'. */
  margin: number;
}

const machine = describeMachine();
const results = seeds.map(measure);
const worst = Math.min(...results.map(({ margin }) => margin));
printTable(
  `${machine.cpu}, Node ${machine.node}: HR@10 of one hidden product of each later basket, ${seeds.length} generated stores`,
  results.map(({ seed, orders, cases, neighboursHr10, popularityHr10, margin }) => [
    `seed ${seed}`,
    `${margin.toFixed(2)}×`,
    `neighbours ${neighboursHr10.toFixed(3)}, best-sellers ${popularityHr10.toFixed(3)}; ${cases} cases, ${orders} orders`,
  ]),
);
if (args.json)
  console.log(JSON.stringify({ worstMargin: rounded(worst, 2), leastMargin: LEAST_MARGIN, seeds: results, machine }));
if (!(worst >= LEAST_MARGIN)) {
  console.error(
    `Neighbours are only ${worst.toFixed(2)} times as good as best-sellers with some seed; ${LEAST_MARGIN} is the least.`,
  );
  process.exit(1);
}

function measure(seed: number): SeedResult {
  const data = generateStore({ seed });
  const evaluation = evaluateBaskets(basketsOf(data), []);
  if (!evaluation) throw new Error(`the store of seed ${seed} has too few baskets to measure anything`);
  const { cases, hitRate10, popularityHitRate10 } = evaluation;
  return {
    seed,
    orders: data.orders.length,
    cases,
    neighboursHr10: rounded(hitRate10, 4),
    popularityHr10: rounded(popularityHitRate10, 4),
    margin: rounded(hitRate10 / popularityHitRate10, 3),
  };
}

/** Orders as training reads them from the database: not cancelled, products without repeats in the order of their lines' ids, oldest first. */
function basketsOf({ orders }: StoreData): Basket[] {
  return orders
    .filter((order) => !order.cancelledAt)
    .map((order) => ({
      at: Date.parse(order.createdAt),
      customer: order.customerId ?? order.id,
      items: [
        ...new Set(order.lines.toSorted((a, b) => (a.id < b.id ? -1 : 1)).flatMap((line) => line.productId ?? [])),
      ],
    }))
    .filter((basket) => basket.items.length > 0)
    .sort((a, b) => a.at - b.at);
}
