import type { Mixes } from '~/decisions/recommendations/model';
import { driftSince, SHIFTED } from './drift';
import type { History } from './history';

/** What a version was made of, kept with it; instants in ms. */
export interface Provenance {
  /** When its mixes were chosen and measured. */
  measuredAt: number;
  mixes: Mixes;
  products: number;
  /** Absent where there was too little to measure it by. */
  contexts?: object;
}

/** `full`: mixes are chosen anew, against those that served. `refit`: strategies are fitted to what is new, the mixes stay. */
export type TrainingPlan =
  { kind: 'full'; why: 'first' | 'weekly' | 'drift'; served: Mixes | null } | { kind: 'refit'; served: Mixes };

const FULL_EVERY_MS = 7 * 86_400_000;
/** A little early rather than a day late: the night's training starts when it can. */
const SLACK_MS = 3_600_000;

/** What tonight's training is. Where nothing could be measured yet there may be more to go by now. */
export function planTraining({ orders }: History, base: Provenance | null, now: number): TrainingPlan {
  if (!base?.contexts) return { kind: 'full', why: 'first', served: null };
  const { measuredAt, mixes: served } = base;
  if (now - measuredAt >= FULL_EVERY_MS - SLACK_MS) return { kind: 'full', why: 'weekly', served };
  const drift = driftSince(orders, measuredAt);
  return drift !== null && drift > SHIFTED ? { kind: 'full', why: 'drift', served } : { kind: 'refit', served };
}
