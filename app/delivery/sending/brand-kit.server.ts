import type { Db } from '~/platform/db/db.server';
import { brandKitSchema, USUAL_KIT, type BrandKit } from '../documents/brand-kit';

/** How a shop's mails look; as every shop's at first where nobody has said otherwise, or what was said can be read no more. */
export async function loadBrandKit(db: Db, shopId: string): Promise<BrandKit> {
  const row = await db.brandKit.findUnique({ where: { shopId } });
  const kept = brandKitSchema.safeParse(row?.kit);
  return kept.success ? kept.data : USUAL_KIT;
}
