import type { CodeBatch, Offer } from '@prisma/client';
import type { Db } from '~/platform/db/db.server';
import { beginAgain } from './keep-discount.server';
import type { OfferShop, TendDeps } from './tend-deps';

export type MadeOffer = Offer & { discountId: string };

export const hasOpenBatch = async (db: Db, shopId: string, offerId: string): Promise<boolean> =>
  (await db.codeBatch.findFirst({ where: { shopId, offerId, state: { not: 'done' } } })) !== null;

const batchesIn = ({ db }: TendDeps, { shopId, id }: Offer, state: 'asking' | 'asked'): Promise<CodeBatch[]> =>
  db.prisma.codeBatch.findMany({ where: { shopId, offerId: id, state }, orderBy: { id: 'asc' } });

const codesOf = ({ db }: TendDeps, { shopId, id: batchId }: CodeBatch) =>
  db.prisma.discountCode.findMany({ where: { shopId, batchId }, orderBy: { id: 'asc' } });

/** Asks Shopify for what stands in batches it was not asked for yet, or whose answer was lost. */
export async function askForBatches(deps: TendDeps, shop: OfferShop, offer: MadeOffer): Promise<void> {
  for (const batch of await batchesIn(deps, offer, 'asking')) {
    await deps.db.prisma.codeBatch.update({ where: keyOf(batch), data: { asks: { increment: 1 } } });
    const outcome = await ask(deps, shop, offer, batch);
    if (outcome.kind === 'gone') return void (await beginAgain(deps, offer));
    if (outcome.kind === 'refused') throw new Error(`the codes of an offer were refused: ${outcome.problem}`);
    await deps.db.prisma.codeBatch.update({
      where: keyOf(batch),
      data: { state: 'asked', shopifyId: outcome.jobId },
    });
  }
}

async function ask({ shopDiscounts, ...deps }: TendDeps, shop: OfferShop, offer: MadeOffer, batch: CodeBatch) {
  const codes = await codesOf({ ...deps, shopDiscounts }, batch);
  return batch.kind === 'add'
    ? shopDiscounts.addCodes(
        shop.domain,
        offer.discountId,
        codes.map(({ code }) => code),
      )
    : shopDiscounts.removeCodes(
        shop.domain,
        offer.discountId,
        codes.flatMap(({ shopifyId }) => shopifyId ?? []),
      );
}

/** Takes in what came of batches that Shopify is done with. Only what it says it took is free from then on. */
export async function settleBatches(deps: TendDeps, shop: OfferShop, offer: MadeOffer): Promise<void> {
  let isAdding = false;
  for (const batch of await batchesIn(deps, offer, 'asked')) {
    // They are worked on in their order: of those behind one that is not done there is nothing to hear yet, and asking has its price.
    if (batch.kind === 'add') isAdding ||= !(await settleAdded(deps, shop, offer, batch));
    else if (await deps.shopDiscounts.isRemoved(shop.domain, batch.shopifyId ?? '')) await settleRemoved(deps, batch);
  }
}

/** False: Shopify is not done with it. */
async function settleAdded(deps: TendDeps, shop: OfferShop, offer: MadeOffer, batch: CodeBatch): Promise<boolean> {
  const added = await deps.shopDiscounts.addedCodes(shop.domain, batch.shopifyId ?? '');
  if (added === null) return false;
  const idOf = new Map(added.map(({ code, shopifyId }) => [code, shopifyId]));
  const rows: { id: string; shopifyId: string | null }[] = [];
  for (const { id, code } of await codesOf(deps, batch)) {
    const known = idOf.get(code) ?? null;
    // Asked a second time for what it had taken the first, Shopify says that it is taken: by us, or by somebody else.
    const isAskedTwice = known === null && batch.asks > 1;
    const shopifyId = isAskedTwice ? await deps.shopDiscounts.findCode(shop.domain, offer.discountId, code) : known;
    rows.push({ id, shopifyId });
  }
  const { shopId } = batch;
  const failed = rows.filter(({ shopifyId }) => shopifyId === null).length;
  await deps.db.transaction(async (tx) => {
    await tx.$executeRaw`
      UPDATE discount_codes c SET "state" = CASE WHEN r."shopifyId" IS NULL THEN 'failed' ELSE 'free' END, "shopifyId" = r."shopifyId"
      FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS r("id" uuid, "shopifyId" text)
      WHERE c."shopId" = ${shopId}::uuid AND c."id" = r."id" AND c."state" = 'new'`;
    await tx.codeBatch.update({ where: keyOf(batch), data: { state: 'done', failed } });
    if (failed < rows.length)
      await tx.offer.update({ where: keyOf({ shopId, id: offer.id }), data: { dryAt: null, toldAt: null } });
  });
  return true;
}

async function settleRemoved({ db }: TendDeps, batch: CodeBatch): Promise<void> {
  await db.transaction(async (tx) => {
    const { shopId, id: batchId } = batch;
    await tx.discountCode.updateMany({ where: { shopId, batchId, state: 'leaving' }, data: { state: 'gone' } });
    await tx.codeBatch.update({ where: keyOf(batch), data: { state: 'done' } });
  });
}

const keyOf = ({ shopId, id }: { shopId: string; id: string }) => ({ shopId_id: { shopId, id } });
