import { z } from 'zod';
import { isProposed, keepApart } from '~/customers/data-quality/duplicates.server';
import { mergeProfiles } from '~/customers/profiles/merge-profiles.server';
import { lockIdentities } from '~/customers/profiles/profile-tree.server';
import { takeOver } from '~/jobs/reports/report-context.server';
import { recordActivity } from '~/platform/audit/activity.server';
import type { Db } from '~/platform/db/db.server';
import type { SaveOutcome } from './save-outcome';
import { inShop } from './shop-context.server';
import type { UndoDeps } from './undo-merge.server';

const Decision = z.object({ oneId: z.uuid(), otherId: z.uuid(), decision: z.enum(['one-person', 'two-persons']) });
type Decision = z.infer<typeof Decision>;

/** A merchant says of two who look alike whether they are one person. `actor` is the user's id. */
export async function decideDuplicate(
  deps: UndoDeps,
  shopDomain: string,
  actor: string,
  raw: unknown,
): Promise<SaveOutcome> {
  const decided = Decision.safeParse(raw);
  if (!decided.success) return refused('That is no pair of people.');
  return inShop(deps, shopDomain, (_, shop) =>
    deps.db.transaction(async (tx) => {
      const { oneId, otherId, decision } = decided.data;
      await lockIdentities(tx, shop.id);
      if (!(await isProposed(tx, shop.id, oneId, otherId)))
        return refused('That was decided already, or one of the two is gone. Load the page again.');
      if (decision === 'one-person') await makeOne(deps, tx, shop.id, decided.data, actor);
      else await keepTwo(deps, tx, shop.id, decided.data, actor);
      return { kind: 'saved' };
    }),
  );
}

/** Who has been known for longer stays; every stage gives them what it holds of the other. */
async function makeOne(
  deps: UndoDeps,
  tx: Db,
  shopId: string,
  { oneId, otherId }: Decision,
  actor: string,
): Promise<void> {
  const [kept, absorbed] = await tx.profile.findMany({
    where: { shopId, id: { in: [oneId, otherId] } },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
  });
  if (!kept || !absorbed) throw new Error('a proposed pair has no two profiles');
  const merge = { from: absorbed.id, into: kept.id, rule: 'said-by-merchant', evidence: `merchant:${actor}` } as const;
  await mergeProfiles(deps, tx, shopId, merge);
  await takeOver(tx, shopId, { profileId: kept.id, originId: kept.id, mergedFrom: [absorbed.id] });
  await recordActivity(deps, tx, shopId, { kind: 'people-merged', subject: kept.id, actor });
}

async function keepTwo(
  deps: UndoDeps,
  tx: Db,
  shopId: string,
  { oneId, otherId }: Decision,
  actor: string,
): Promise<void> {
  await keepApart(tx, shopId, oneId, otherId, deps.systemClock.now());
  await recordActivity(deps, tx, shopId, { kind: 'people-kept-apart', subject: oneId, actor });
}

const refused = (message: string): SaveOutcome => ({ kind: 'refused', problems: [{ field: 'pair', message }] });
