import { flowTemplates } from '~/decisions/flows/templates';
import type { CatalogueTurn } from '~/delivery/rendering/mail-ingredients';
import type { Db } from '~/platform/db/db.server';

/** By so much more the product cost before, in the example. */
const WAS_DEARER_BY = 1.25;

/**
 * Of a mail that flows send when something costs less: the product's first variant that can be bought, as if it had cost a quarter more before. Null where it is
 * sent for something else.
 */
export async function turnToShow(
  db: Db,
  shopId: string,
  templateKey: string,
  productId: string,
): Promise<CatalogueTurn | null> {
  if (!(await tellsOfLowerPrice(db, shopId, templateKey))) return null;
  const variant = await db.variant.findFirst({
    where: { shopId, productId, isAvailable: true },
    orderBy: { position: 'asc' },
    select: { id: true, priceMinor: true },
  });
  return variant && { variantId: variant.id, priceWasMinor: Math.round(variant.priceMinor * WAS_DEARER_BY) };
}

/** As a flow of the shop is live or drafted, or as the flow would that it begins with. */
async function tellsOfLowerPrice(db: Db, shopId: string, templateKey: string): Promise<boolean> {
  const isUsual = flowTemplates.some(
    ({ definition: { trigger, nodes } }) =>
      trigger.kind === 'catalogue' &&
      trigger.change === 'price-drop' &&
      nodes.some((node) => node.kind === 'send' && node.template === templateKey),
  );
  if (isUsual) return true;
  const sends = JSON.stringify([{ kind: 'send', template: templateKey }]);
  const [row] = await db.$queryRaw<[{ tells: boolean }]>`
    SELECT EXISTS (SELECT FROM flows f
      JOIN flow_versions v ON v."shopId" = f."shopId" AND v."flowKey" = f."key" AND v."version" = f."liveVersion"
      CROSS JOIN LATERAL (VALUES (v."definition"), (f."draft")) AS d("flow")
      WHERE f."shopId" = ${shopId}::uuid AND d."flow"->'trigger'->>'change' = 'price-drop' AND d."flow"->'nodes' @> ${sends}::jsonb) AS "tells"`;
  return row.tells;
}
