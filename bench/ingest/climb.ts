import type { SeededRandom } from '../../devstore/store-data/seeded-random';
import { arrivals, realStopwatch, sendOpenLoop, type Sent } from '../load/open-loop';
import { percentile } from '../load/percentiles';

/** One thing that takes requests, and the next request for it. */
export interface Target {
  name: string;
  send: () => Promise<number | null>;
  /** The status of an answer that took what was sent. */
  taken: number;
}

export interface Step {
  ratePerSecond: number;
  p50Ms: number;
  p99Ms: number;
  /** Answers other than the one that took it, and requests without one. */
  notTaken: number;
  isSustained: boolean;
}

export interface ClimbPlan {
  firstRate: number;
  stepSeconds: number;
  /** Within which 99 of 100 must be answered. */
  p99Ms: number;
}

const FACTOR = 1.6;
/** Then the gap between the last rate that was sustained and the first that was not is halved as often. */
const HALVINGS = 2;

/**
 * Raises the rate of an open loop step by step until a target does not keep up, then looks closer between the last two; of several targets each
 * step is measured in turn, so that what the machine does meanwhile hits all alike. The highest rate that a target sustained is its figure.
 */
export async function climb(
  targets: readonly Target[],
  plan: ClimbPlan,
  deps: { random: SeededRandom; quiet: () => Promise<void> },
): Promise<Map<string, Step[]>> {
  const steps = new Map<string, Step[]>(targets.map(({ name }) => [name, []]));
  const climbing = new Set(targets);
  const measure = async (target: Target, rate: number): Promise<Step> => {
    await deps.quiet();
    const step = judge(rate, await load(target, rate, plan.stepSeconds, deps.random), target, plan);
    steps.get(target.name)?.push(step);
    return step;
  };
  for (let rate = plan.firstRate; climbing.size > 0; rate = Math.round(rate * FACTOR))
    for (const target of [...climbing]) if (!(await measure(target, rate)).isSustained) climbing.delete(target);
  for (let halving = 0; halving < HALVINGS; halving++)
    for (const target of targets) await measure(target, between(steps.get(target.name) ?? []));
  return steps;
}

/** Half way, by factor, between the highest rate that was sustained and the lowest above it that was not. */
function between(steps: readonly Step[]): number {
  const low = Math.max(1, ...steps.flatMap((step) => (step.isSustained ? step.ratePerSecond : [])));
  const high = Math.min(
    ...steps.flatMap((step) => (!step.isSustained && step.ratePerSecond > low ? step.ratePerSecond : [])),
  );
  return Math.round(Math.sqrt(low * high));
}

/** Sends at the rate for so many seconds. */
export function load(
  { send }: Target,
  rate: number,
  seconds: number,
  random: SeededRandom,
): Promise<Sent<number | null>[]> {
  return sendOpenLoop(arrivals(Math.round(rate * seconds), seconds, random), () => send(), realStopwatch);
}

export function judge(
  ratePerSecond: number,
  sent: readonly Sent<number | null>[],
  { taken }: Target,
  plan: Pick<ClimbPlan, 'p99Ms'>,
): Step {
  const latencies = sent.map(({ latencyMs }) => latencyMs);
  const p99Ms = percentile(latencies, 0.99);
  const notTaken = sent.filter(({ outcome }) => outcome !== taken).length;
  return {
    ratePerSecond,
    p50Ms: percentile(latencies, 0.5),
    p99Ms,
    notTaken,
    isSustained: notTaken === 0 && p99Ms <= plan.p99Ms,
  };
}

/** The highest rate that was sustained. Throws where not even the first was: then there is no figure. */
export function best(steps: readonly Step[], name: string): Step {
  const sustained = steps.filter(({ isSustained }) => isSustained);
  const top = sustained.sort((one, other) => other.ratePerSecond - one.ratePerSecond)[0];
  if (!top)
    throw new Error(`${name} did not keep up with ${steps[0]?.ratePerSecond} a second: ${JSON.stringify(steps)}`);
  return top;
}
