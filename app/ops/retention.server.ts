import { retentionKeys, type RetentionKey, type RetentionSettings } from '~/compliance/retention/retention-rules';
import { loadRetention, retentionForm, saveRetention } from '~/compliance/retention/retention-settings.server';
import { recordActivity, type ActivityDeps } from '~/platform/audit/activity.server';
import type { SaveOutcome } from './save-outcome';
import type { Db } from '~/platform/db/db.server';
import { inShop, type PageDeps } from './shop-context.server';

export interface Retention {
  settings: RetentionSettings;
  /** When all of it was looked at last; null: not yet. */
  lastDoneAt: string | null;
}

export async function retentionOf(db: Db, shopId: string): Promise<Retention> {
  const run = await db.retentionRun.findUnique({ where: { shopId } });
  return { settings: await loadRetention(db, shopId), lastDoneAt: run?.lastDoneAt?.toISOString() ?? null };
}

/** Saves how long a shop keeps what. `actor` is the user's id. What is older then goes with the next day's run, not at once. */
export async function saveRetentionRules(
  deps: PageDeps & ActivityDeps,
  shopDomain: string,
  actor: string,
  form: unknown,
): Promise<SaveOutcome> {
  const parsed = retentionForm.safeParse(form);
  if (!parsed.success) {
    const problems = parsed.error.issues.map(({ path, message }) => ({ field: String(path[0] ?? ''), message }));
    return { kind: 'refused', problems };
  }
  return inShop(deps, shopDomain, (_, shop) =>
    deps.db.transaction(async (tx) => {
      const details = changesBetween(await loadRetention(tx, shop.id), parsed.data);
      if (Object.keys(details).length === 0) return { kind: 'saved' };
      await saveRetention(tx, shop.id, parsed.data);
      await recordActivity(deps, tx, shop.id, { kind: 'retention-changed', actor, details });
      return { kind: 'saved' };
    }),
  );
}

/** The new values of what is otherwise than before. */
const changesBetween = (before: RetentionSettings, after: RetentionSettings): Partial<Record<RetentionKey, number>> =>
  Object.fromEntries(retentionKeys.filter((key) => before[key] !== after[key]).map((key) => [key, after[key]]));
