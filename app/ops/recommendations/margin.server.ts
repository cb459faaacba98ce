import { z } from 'zod';
import { recordActivity, type ActivityDeps } from '~/platform/audit/activity.server';
import type { Db } from '~/platform/db/db.server';
import type { SaveOutcome } from '../save-outcome';
import { inShop, type PageDeps } from '../shop-context.server';
import { isMarginWeight, MARGIN_WEIGHTS, type MarginWeight } from './margin-weights';

export interface ShownMargin {
  weight: MarginWeight;
  /** Products on sale, and those of which it is known what a piece costs the merchant. */
  products: number;
  known: number;
}

/** How much what products earn counts, and of how many it can. */
export async function shownMargin(db: Db, shopId: string): Promise<ShownMargin> {
  const onSale = { shopId, status: 'ACTIVE', isPublished: true, deletedAt: null };
  const [policy, products, known] = await Promise.all([
    db.recommenderPolicy.findUnique({ where: { shopId }, select: { marginPercent: true } }),
    db.product.count({ where: onSale }),
    db.product.count({ where: { ...onSale, variants: { some: { costMinor: { not: null } } } } }),
  ]);
  const weight = policy?.marginPercent ?? 0;
  return { weight: isMarginWeight(weight) ? weight : 0, products, known };
}

const told = z.object({ weight: z.enum(Object.keys(MARGIN_WEIGHTS) as [string, ...string[]]) });

export function saveMargin(
  deps: Pick<PageDeps, 'db' | 'shops'> & ActivityDeps,
  shopDomain: string,
  actor: string,
  form: unknown,
): Promise<SaveOutcome> {
  const read = told.safeParse(form);
  if (!read.success) {
    const message = 'Choose how much it counts from the list.';
    return Promise.resolve({ kind: 'refused', problems: [{ field: 'weight', message }] });
  }
  const marginPercent = Number(read.data.weight);
  return inShop(deps, shopDomain, (_db, { id: shopId }) =>
    deps.db.transaction(async (tx): Promise<SaveOutcome> => {
      const where = { shopId };
      const before = await tx.recommenderPolicy.findUnique({ where, select: { marginPercent: true } });
      if ((before?.marginPercent ?? 0) === marginPercent) return { kind: 'saved' };
      await tx.recommenderPolicy.upsert({ where, create: { shopId, marginPercent }, update: { marginPercent } });
      await recordActivity(deps, tx, shopId, {
        ...{ kind: 'recommendation-margin-changed', subject: shopId, actor },
        details: { weight: marginPercent },
      });
      return { kind: 'saved' };
    }),
  );
}
