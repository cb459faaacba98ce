import type { BrandKit } from '~/delivery/documents/brand-kit';
import { loadBrandKit } from '~/delivery/sending/brand-kit.server';
import type { AdminClient } from '~/integrations/shopify/admin-client.server';
import { publishedLook } from '~/integrations/shopify/published-look.server';
import type { ThemeLook } from '~/integrations/shopify/theme-look';
import type { Clock } from '~/platform/clock/clock';
import type { Db } from '~/platform/db/db.server';
import type { Logger } from '~/platform/logger.server';
import { inShop, type PageDeps } from '../shop-context.server';

/** `found`: the kit with all that the theme says in place of what it said, to be looked at before it is taken. */
export type FoundBrand = { kind: 'found'; kit: BrandKit } | { kind: 'nothing' } | { kind: 'not-allowed' };

export const findBrand = (deps: PageDeps & { admin: AdminClient }, shopDomain: string): Promise<FoundBrand> =>
  inShop(deps, shopDomain, async (db, { id }) => {
    const found = await publishedLook(deps.admin, shopDomain);
    if (found.kind === 'not-allowed') return found;
    if (Object.keys(found.look).length === 0) return { kind: 'nothing' };
    return { kind: 'found', kit: dressedIn(await loadBrandKit(db, id), found.look) };
  });

const dressedIn = (kit: BrandKit, { colours, fonts, ...look }: ThemeLook): BrandKit => ({
  ...kit,
  ...look,
  colours: { ...kit.colours, ...colours },
  fonts: { ...kit.fonts, ...fonts },
});

/** Takes what the theme says as a new shop's looks, where nobody has said anything yet. That it cannot be read keeps nobody from beginning. */
export async function takeBrandAtFirst(
  deps: { admin: AdminClient; clock: Clock; logger: Logger },
  db: Db,
  shop: { id: string; domain: string },
): Promise<void> {
  if (await db.brandKit.findUnique({ where: { shopId: shop.id } })) return;
  try {
    const found = await publishedLook(deps.admin, shop.domain);
    if (found.kind === 'not-allowed' || Object.keys(found.look).length === 0) return;
    const kit = dressedIn(await loadBrandKit(db, shop.id), found.look);
    await db.brandKit.createMany({
      data: [{ shopId: shop.id, kit: kit, changedAt: deps.clock.now() }],
      skipDuplicates: true,
    });
  } catch (error) {
    deps.logger.warn({ err: error, shopId: shop.id }, 'the looks of the theme were not taken');
  }
}
