import type { SeededRandom } from '../../devstore/store-data/seeded-random';
import { arrivals, realStopwatch, sendOpenLoop, type Sent } from '../load/open-loop';
import { createPoster } from '../load/post';
import type { SignedWebhook } from './webhooks';

export interface LoadPlan {
  ratePerSecond: number;
  /** Length of one phase. */
  phaseSeconds: number;
  /** Measured phases of each side. */
  phases: number;
  /** One phase of each side before them, which counts for nothing: code is compiled and connections are opened in it. */
  warmUpSeconds: number;
}

export interface Side {
  name: 'kindred' | 'bare';
  url: string;
}

export type Acknowledgements = Record<Side['name'], Sent<number | null>[]>;

export const webhooksNeeded = ({ ratePerSecond, phaseSeconds, phases, warmUpSeconds }: LoadPlan): number =>
  ratePerSecond * (phaseSeconds * phases + warmUpSeconds);

/**
 * Sends the same webhooks at the same distances to both sides, phase by phase in turn (first one, then the other goes first), so that what
 * the machine does meanwhile hits both alike. `quiet` is awaited before each phase: no side is measured while the other's work goes on.
 */
export async function measureAcknowledgements(
  sides: readonly [Side, Side],
  webhooks: readonly SignedWebhook[],
  plan: LoadPlan,
  { random, quiet }: { random: SeededRandom; quiet: () => Promise<void> },
): Promise<Acknowledgements> {
  const posters = new Map(sides.map((side) => [side, createPoster(side.url)]));
  const measured: Acknowledgements = { kindred: [], bare: [] };
  let next = 0;
  const lengths = [plan.warmUpSeconds, ...Array.from({ length: plan.phases }, () => plan.phaseSeconds)];
  for (const [phase, seconds] of lengths.entries()) {
    const count = Math.round(plan.ratePerSecond * seconds);
    const times = arrivals(count, seconds, random);
    const batch = webhooks.slice(next, next + count);
    if (batch.length < count) throw new Error(`${webhooks.length} webhooks are too few for ${JSON.stringify(plan)}`);
    next += count;
    for (const side of phase % 2 === 0 ? sides : [...sides].reverse()) {
      await quiet();
      const sent = await sendOpenLoop(times, (index) => sendTo(posters.get(side), batch[index]), realStopwatch);
      if (phase > 0) measured[side.name].push(...sent);
    }
  }
  for (const poster of posters.values()) poster.close();
  return measured;
}

async function sendTo(poster: ReturnType<typeof createPoster> | undefined, webhook: SignedWebhook | undefined) {
  if (!poster || !webhook) throw new Error('nothing to send, or nobody to send it to');
  return poster.post(webhook.headers, webhook.body);
}
