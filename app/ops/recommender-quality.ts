import type { Prisma } from '@prisma/client';
import { z } from 'zod';
import { CONTEXTS, type Context } from '~/decisions/recommendations/model';
import type { Quality } from '~/learning/recommendations/quality';

/** Of later orders whose one product was hidden: how often it was among ten. */
export type FoundHidden = Pick<Quality, 'cases' | 'hitRate10' | 'popularityHitRate10'>;

const share = z.number().min(0).max(1);
const count = z.int().min(1);
const weights = z.record(z.string(), z.number().min(0));
const interval = z.object({ mean: z.number(), low: z.number(), high: z.number() });

const worthSchema = z.object({
  ...{ hr10: share, hr20: share, mrr20: share, ndcg10: share, p10: share, r10: share },
  coverage20: share.optional().catch(undefined),
  novelty: z.number().min(0).optional().catch(undefined),
});
/** What one way of choosing was worth; shares 0…1, novelty in bits. */
export type Worth = z.infer<typeof worthSchema>;

const historySchema = z.object({
  label: z.string().max(40),
  cases: count,
  hitRate10: share,
  popularityHitRate10: share,
});

const contextSchema = z.object({
  cases: count,
  strategies: z.record(z.string(), worthSchema),
  coverage20: share.optional().catch(undefined),
  novelty: z.number().min(0).optional().catch(undefined),
  gain: interval.optional().catch(undefined),
  histories: z.array(historySchema).catch([]),
});
/** What a model was worth in one context, as far as its release wrote it down. */
export type MeasuredContext = z.infer<typeof contextSchema>;

const foundSchema = z.object({ cases: count, hitRate10: share, popularityHitRate10: share });

/** What the model that serves measured of itself when it was trained; null where no later order could be asked about. */
export function foundHidden(model: { metrics: Prisma.JsonValue } | null): FoundHidden | null {
  return foundSchema.safeParse(model?.metrics).data ?? null;
}

export interface MeasuredQuality {
  found: FoundHidden | null;
  contexts: Partial<Record<Context, MeasuredContext>>;
  /** The weights that serve, by context; absent in what older releases wrote. */
  mixes: Partial<Record<Context, Record<string, number>>>;
  /** When it was measured; a version that was only fitted anew has the figures of the one before. */
  measuredAt: Date | null;
}

const record = z.record(z.string(), z.unknown()).catch({});
const LAST_INSTANT_MS = 8.64e15;
const topSchema = z
  .object({
    contexts: record,
    mixes: record,
    measuredAt: z.number().min(0).max(LAST_INSTANT_MS).nullable().catch(null),
  })
  .catch({ contexts: {}, mixes: {}, measuredAt: null });

/** Everything that is written with a version of what it was worth. Parts that are missing, or written otherwise by an older release, are left out. */
export function measuredQuality(metrics: Prisma.JsonValue | undefined): MeasuredQuality {
  const { contexts, mixes, measuredAt } = topSchema.parse(metrics);
  return {
    found: foundHidden(metrics === undefined ? null : { metrics }),
    contexts: byContext((context) => contextSchema.safeParse(contexts[context]).data),
    mixes: byContext((context) => weights.safeParse(mixes[context]).data),
    measuredAt: measuredAt === null ? null : new Date(measuredAt),
  };
}

function byContext<T>(read: (context: Context) => T | undefined): Partial<Record<Context, T>> {
  const found: Partial<Record<Context, T>> = {};
  for (const context of CONTEXTS) {
    const value = read(context);
    if (value !== undefined) found[context] = value;
  }
  return found;
}
