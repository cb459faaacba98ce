import { isbot } from 'isbot';
import { z } from 'zod';
import type { ModelStore } from '~/decisions/recommendations/models.server';
import { addFeedback, type StorefrontFeedback } from '~/engagement/feedback/add-feedback.server';
import type { Clock } from '~/platform/clock/clock';
import { withShop, type Database } from '~/platform/db/db.server';
import { parseJson } from '~/platform/storable';
import { createKeyedGroupWriter } from '../group-writer';
import { MOST_SHOWN } from './storefront-question';

/** Twelve places, shown and clicked, by their strategies' names. */
export const LARGEST_FEEDBACK_BYTES = 4_096;
const MOST_IN_GROUP = 50;

const places = z
  .array(z.object({ place: z.int().min(1).max(MOST_SHOWN), strategy: z.string().min(1).max(60) }))
  .max(MOST_SHOWN)
  .refine((all) => new Set(all.map(({ place }) => place)).size === all.length, 'name a place more than once')
  .default([]);
const feedbackSchema = z
  .object({ shown: places, clicked: places })
  .refine(({ shown, clicked }) => shown.length + clicked.length > 0, 'holds nothing that was shown or clicked');

type Feedback = z.infer<typeof feedbackSchema>;
export type TakenFeedback = { kind: 'taken' } | { kind: 'refused'; why: string };

/** What speaks for products beside the strategies of a model: `recommend.ts`, `recommend.server.ts`. */
const BESIDES = ['pinned', 'same-collection', 'bought-before'];

/**
 * Counts what one page says that its visitor saw and clicked: no more than there are places, and only by strategies that this shop's model has, so
 * that nobody can fill the table. What programs see that look at pages is not counted, and they are told nothing of it.
 */
export function createFeedbackTaker({
  db,
  models,
  clock,
}: {
  db: Database;
  models: ModelStore;
  clock: Clock;
}): (shopId: string, told: { body: unknown; userAgent: string | undefined }) => Promise<TakenFeedback> {
  const writer = createKeyedGroupWriter<StorefrontFeedback>(
    ({ shopId }) => shopId,
    (group) => addFeedback(db.pool, group),
    MOST_IN_GROUP,
  );
  return async (shopId, { body, userAgent }) => {
    const parsed = feedbackSchema.safeParse(readJson(body));
    if (!parsed.success) {
      const [issue] = parsed.error.issues;
      return refused(issue?.path.join('.') ?? '', issue?.message ?? 'is no feedback');
    }
    if (!userAgent || isbot(userAgent)) return { kind: 'taken' };
    const known = await withShop(shopId, () => models.active(db.prisma, shopId));
    const strategies = new Set([...Object.keys(known?.model.strategies ?? {}), ...BESIDES]);
    const unknown = firstUnknown(parsed.data, strategies);
    if (unknown) return refused(unknown, 'is no strategy of this shop: tell what the answer said');
    await writer.write({ shopId, day: clock.now(), ...parsed.data });
    return { kind: 'taken' };
  };
}

function firstUnknown(told: Feedback, strategies: ReadonlySet<string>): string | null {
  for (const list of ['shown', 'clicked'] as const) {
    const at = told[list].findIndex(({ strategy }) => !strategies.has(strategy));
    if (at >= 0) return `${list}.${at}.strategy`;
  }
  return null;
}

const refused = (field: string, problem: string): TakenFeedback => ({
  kind: 'refused',
  why: `${field || 'body'}: ${problem}`,
});

function readJson(body: unknown): unknown {
  try {
    return typeof body === 'string' ? parseJson(body) : null;
  } catch {
    return null;
  }
}
