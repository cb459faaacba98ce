import { z } from 'zod';

const shop = z.object({ shopId: z.uuid() });

/**
 * Every job there is, as data. A job says "look at this shop": it carries no personal data and no work of its own, the work stands in rows.
 * `clock` tells which time its wake-ups are due by; `lane` keeps long work from standing before short work.
 * Handlers are bound in app/jobs/handlers.server.ts; a missing one does not compile.
 */
export const jobCatalog = {
  'process-inbox': { payload: shop, clock: 'system', lane: 'quick' },
  'advance-runs': { payload: shop, clock: 'business', lane: 'quick' },
  'tell-catalogue': { payload: shop, clock: 'business', lane: 'slow' },
  'do-flow-actions': { payload: shop, clock: 'business', lane: 'slow' },
  'run-replays': { payload: shop, clock: 'business', lane: 'slow' },
  'advance-campaigns': { payload: shop, clock: 'business', lane: 'quick' },
  'tend-offers': { payload: shop, clock: 'business', lane: 'quick' },
  'send-messages': { payload: shop, clock: 'business', lane: 'quick' },
  'settle-messages': { payload: shop, clock: 'system', lane: 'quick' },
  'tell-consent': { payload: shop, clock: 'system', lane: 'quick' },
  'sync-shop': { payload: shop, clock: 'system', lane: 'slow' },
  'credit-anew': { payload: shop, clock: 'system', lane: 'slow' },
  'judge-signals': { payload: shop, clock: 'business', lane: 'quick' },
  'check-domain': { payload: shop, clock: 'business', lane: 'slow' },
  'read-suppressions': { payload: shop, clock: 'business', lane: 'slow' },
  'watch-sending': { payload: shop, clock: 'business', lane: 'quick' },
  'reconcile-shop': { payload: shop, clock: 'business', lane: 'slow' },
  'answer-own-requests': { payload: shop, clock: 'business', lane: 'quick' },
  'advance-imports': { payload: shop, clock: 'system', lane: 'slow' },
  'make-access-exports': { payload: shop, clock: 'business', lane: 'slow' },
  // Its turns are short, and somebody waits for it.
  'make-exports': { payload: shop, clock: 'business', lane: 'quick' },
  'enforce-retention': { payload: shop, clock: 'business', lane: 'slow' },
  'verify-ledger': { payload: shop, clock: 'business', lane: 'slow' },
  'look-for-other-mail': { payload: shop, clock: 'business', lane: 'slow' },
  'check-addresses': { payload: shop, clock: 'business', lane: 'slow' },
  'enrich-profiles': { payload: shop, clock: 'business', lane: 'slow' },
  'advance-segments': { payload: shop, clock: 'business', lane: 'quick' },
  'read-shopify-segments': { payload: shop, clock: 'business', lane: 'slow' },
  'tell-segment-outputs': { payload: shop, clock: 'system', lane: 'quick' },
  // Waits for servers of whoever: nothing of ours is to wait with it.
  'send-webhooks-out': { payload: shop, clock: 'system', lane: 'outside' },
  'fetch-pictures': { payload: shop, clock: 'business', lane: 'outside' },
  'tell-theme': { payload: shop, clock: 'business', lane: 'outside' },
  'tell-marketing': { payload: shop, clock: 'business', lane: 'outside' },
  'find-duplicates': { payload: shop, clock: 'business', lane: 'slow' },
  'count-mail-feedback': { payload: shop, clock: 'business', lane: 'slow' },
  'train-recommender': { payload: shop, clock: 'business', lane: 'slow' },
  'find-clusters': { payload: shop, clock: 'business', lane: 'slow' },
} as const;

export type JobName = keyof typeof jobCatalog;
export type JobPayload<N extends JobName> = z.infer<(typeof jobCatalog)[N]['payload']>;
export type Lane = (typeof jobCatalog)[JobName]['lane'];

export const jobNames = Object.keys(jobCatalog) as JobName[];
export const lanes: Lane[] = ['quick', 'slow', 'outside'];

/** What a job found when it had done all that was due: when there is more, or null when nothing waits. */
export interface JobOutcome {
  nextDueAt: Date | null;
}
