import { randomBytes } from 'node:crypto';
import { parseArgs } from 'node:util';
import { checkAddresses } from '~/customers/data-quality/check-addresses.server';
import { countDuplicates } from '~/customers/data-quality/duplicates.server';
import { findSomeDuplicates } from '~/customers/data-quality/find-duplicates.server';
import { withShop } from '~/platform/db/db.server';
import { seededRandom } from '../devstore/store-data/seeded-random';
import { analyze } from './duplicates/analyze';
import { fillPeople } from './duplicates/fill-people';
import { plantDoubles, type DoubleKind } from './duplicates/plant-doubles';
import { recallOf } from './duplicates/recall';
import { describeMachine } from './load/machine';
import { rounded } from './load/percentiles';
import { printTable } from './load/table';
import { openBench } from './people/open-shop';
import { peakMb } from './people/peak-memory';

/**
 * `bench:duplicates [--json] [--quick] [--seed N]`: how long it takes to look at everybody for who may be one person, how many pairs that compares, how many
 * of those who are there twice are proposed, and memory. What it costs a person must not grow with the shop; the run fails where it does. The generator's
 * names are few: namesakes grow with its shops, so that the largest is harder than a merchant's.
 */
const { values: args } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    quick: { type: 'boolean', default: false },
    seed: { type: 'string', default: '1' },
  },
});

interface Figures {
  people: number;
  seconds: number;
  compared: number;
  proposed: number;
  comparedPerPerson: number;
  secondsPerPerson: number;
  /** Of those who were planted twice, 0 to 1. */
  recall: Partial<Record<DoubleKind, number>>;
}

const SIZES = args.quick ? [1_000, 2_000, 4_000] : [10_000, 50_000, 200_000];
/** More time, and more pairs, that a person may cost in the largest than in the smallest: then all grows with the people alone. */
const MOST_GROWTH = 1.6;

const { DATABASE_URL: databaseUrl = '', DATABASE_OWNER_URL: ownerUrl = '' } = process.env;
if (!databaseUrl || !ownerUrl)
  throw new Error('DATABASE_URL or DATABASE_OWNER_URL is not set: start this by `npm run bench:duplicates`');
const machine = describeMachine();
const seed = Number(args.seed);
const key = randomBytes(32).toString('base64');
const deps = openBench(databaseUrl, key);
const figures: Figures[] = [];
for (const people of SIZES) figures.push(await measure(people));
const peakRssMb = peakMb();
await deps.db.close();
const [smallest, largest] = [figures[0], figures.at(-1)];
if (!smallest || !largest) throw new Error('nothing was measured');
const growth = {
  pairs: largest.comparedPerPerson / smallest.comparedPerPerson,
  seconds: largest.secondsPerPerson / smallest.secondsPerPerson,
};
report();
if (!(growth.seconds <= MOST_GROWTH && growth.pairs <= MOST_GROWTH)) {
  console.error(
    `A person costs ${growth.seconds.toFixed(2)} times the time, and ${growth.pairs.toFixed(2)} times the pairs.`,
  );
  process.exit(1);
}
if (args.json) console.log(JSON.stringify(summary()));
process.exit(0);

async function measure(wanted: number): Promise<Figures> {
  const domain = `doubles-${wanted}-${Date.now()}.myshopify.com`;
  const shopId = await fillPeople({ databaseUrl, key, domain, people: wanted, seed });
  await analyze(ownerUrl);
  return withShop(shopId, async () => {
    const doubles = await plantDoubles(deps, shopId, seededRandom(seed, 'doubles'));
    const addressValidator = { ask: () => Promise.resolve('takes-mail' as const) };
    await checkAddresses({ ...deps, addressValidator }, shopId);
    const beganAt = performance.now();
    let compared = 0;
    for (let more: number | null = 0; more !== null; compared += more ?? 0)
      more = await findSomeDuplicates(deps, shopId);
    const seconds = (performance.now() - beganAt) / 1_000;
    const proposed = await countDuplicates(deps.db.prisma, shopId);
    const people = await deps.db.prisma.profile.count({ where: { shopId } });
    const recall = await recallOf(deps.db.prisma, shopId, doubles);
    return {
      recall,
      ...{ people, seconds, compared, proposed },
      ...{ comparedPerPerson: compared / people, secondsPerPerson: seconds / people },
    };
  });
}

function summary() {
  return {
    profiles: largest?.people,
    seconds: rounded(largest?.seconds ?? 0, 1),
    compared: largest?.compared,
    proposed: largest?.proposed,
    ...{ pairsGrowth: rounded(growth.pairs, 2), secondsGrowth: rounded(growth.seconds, 2), peakRssMb },
    sizes: figures.map(({ people, seconds, compared, proposed, recall }) => ({
      ...{ people, compared, proposed, seconds: rounded(seconds, 1), recall },
    })),
    ...{ machine, seed, isQuick: args.quick },
  };
}

function report(): void {
  printTable(
    `${machine.cpu}, ${machine.cores} cores, ${machine.memoryGb} GB, Node ${machine.node}; load before ${machine.loadBefore}; seed ${seed}`,
    [
      ...figures.flatMap(({ people, seconds, compared, proposed, recall }): [string, string, string][] => [
        [
          `${people.toLocaleString('en')} people`,
          `${seconds.toFixed(1)} s`,
          `${compared} pairs compared, ${proposed} proposed`,
        ],
        [
          '  found of those there twice',
          '',
          Object.entries(recall)
            .map(([kind, share]) => `${kind} ${share}`)
            .join(', '),
        ],
      ]),
      ['pairs a person, largest ÷ smallest', growth.pairs.toFixed(2), `time a person ${growth.seconds.toFixed(2)}`],
      ['peak memory', `${peakRssMb} MB`, 'resident, as the kernel counts it'],
    ],
  );
}
