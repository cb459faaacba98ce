import { CONTEXTS, type Context, type Mixes } from '~/decisions/recommendations/model';
import type { HeldBack, MixVerdict, Verdict } from '~/decisions/recommendations/verdict';
import type { Provenance, TrainingPlan } from './plan-training';
import type { Quality } from './quality';

/** What is stored with a version; without figures where there was too little to measure it by. */
export type VersionMetrics = Omit<Provenance, 'contexts'> & Partial<Quality>;

export interface Candidate {
  plan: TrainingPlan;
  metrics: VersionMetrics;
  verdicts: MixVerdict[];
}

export interface Standing {
  /** The newest version that was not held back; null: none is known that could be compared. */
  base: VersionMetrics | null;
  /** Versions that were held back one after the other since. */
  heldInARow: number;
  /** A version was chosen by hand. */
  isHeld: boolean;
}

/** What looks like a fault three nights in a row is how the shop is now. */
const MOST_HELD = 3;

/** Whether a new version serves, and why. */
export function judgeVersion({ plan, metrics, verdicts }: Candidate, standing: Standing): Verdict {
  const { base, heldInARow, isHeld } = standing;
  if (isHeld) return { kind: 'waits' };
  const why = base && heldInARow < MOST_HELD ? whatIsWrong(metrics, base, plan) : null;
  if (why) return { kind: 'held-back', why };
  if (plan.kind === 'refit') return { kind: 'refitted' };
  return plan.served ? { kind: 'chosen', contexts: verdicts } : { kind: 'first' };
}

function whatIsWrong(metrics: VersionMetrics, base: VersionMetrics, plan: TrainingPlan): HeldBack | null {
  const { products } = metrics;
  if (products < base.products / 2) return { kind: 'fewer-products', products, before: base.products };
  return plan.kind === 'full' ? worseThan(metrics, base) : null;
}

/** Fewer cases say too little to hold a version back. */
const FEWEST_CASES = 100;

/** By the context that says most: all of what is likely now lies below all of what was likely before. */
function worseThan(metrics: VersionMetrics, base: VersionMetrics): HeldBack | null {
  const casesIn = (context: Context) =>
    Math.min(metrics.contexts?.[context]?.cases ?? 0, base.contexts?.[context]?.cases ?? 0);
  const [context] = [...CONTEXTS].sort((a, b) => casesIn(b) - casesIn(a));
  if (!context || casesIn(context) < FEWEST_CASES) return null;
  const [now, before] = [metrics.contexts?.[context]?.hit10, base.contexts?.[context]?.hit10];
  if (!now || !before || now.high >= before.low) return null;
  return { kind: 'worse', hitRate10: now.mean, before: before.mean };
}

/** What a stored version was made of; null of versions of older releases, whose mixes say nothing to this one. */
export function metricsOf(stored: unknown): VersionMetrics | null {
  const metrics = stored as Partial<VersionMetrics> | null;
  if (typeof metrics?.measuredAt !== 'number' || typeof metrics.products !== 'number') return null;
  const { mixes } = metrics;
  return mixes && isWhole(mixes) ? (metrics as VersionMetrics) : null;
}

const isWhole = (mixes: Partial<Mixes>): boolean => CONTEXTS.every((context) => mixes[context] !== undefined);
