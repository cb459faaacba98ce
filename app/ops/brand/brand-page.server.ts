import type { BrandKit } from '~/delivery/documents/brand-kit';
import { brandKitSchema } from '~/delivery/documents/brand-kit';
import { loadBrandKit } from '~/delivery/sending/brand-kit.server';
import { recordActivity, type ActivityDeps } from '~/platform/audit/activity.server';
import { jsonOf } from '~/platform/json-of';
import type { SaveOutcome } from '../save-outcome';
import { inShop, pageShop, type PageDeps, type PageShop } from '../shop-context.server';

export interface BrandPage {
  shop: PageShop;
  kit: BrandKit;
}

/** How the shop's mails look and speak. */
export const brandPage = (deps: PageDeps, shopDomain: string): Promise<BrandPage> =>
  inShop(deps, shopDomain, async (db, shop) => ({
    shop: pageShop(deps, shop),
    kit: await loadBrandKit(db, shop.id),
  }));

/** @param form `{ kit }`, a brand kit as JSON. `actor` is the user's id, where it is known. */
export function saveBrand(
  deps: PageDeps & ActivityDeps,
  shopDomain: string,
  form: Record<string, unknown>,
  actor?: string,
): Promise<SaveOutcome> {
  const read = readKit(form['kit']);
  if (read.kind === 'refused') return Promise.resolve(read);
  return inShop(deps, shopDomain, async (db, { id: shopId }) => {
    const data = { kit: read.kit as object, changedAt: deps.clock.now() };
    await db.brandKit.upsert({ where: { shopId }, create: { shopId, ...data }, update: data });
    await recordActivity(deps, db, shopId, { kind: 'brand-changed', actor });
    return { kind: 'saved' };
  });
}

type Read = { kind: 'read'; kit: BrandKit } | Extract<SaveOutcome, { kind: 'refused' }>;

/** What is wrong stands by the field it is about: `colours.ink`, `social.0.url`. */
export function readKit(text: unknown): Read {
  const parsed = brandKitSchema.safeParse(jsonOf(text));
  if (parsed.success) return { kind: 'read', kit: parsed.data };
  const problems = parsed.error.issues.map(({ path, message }) => ({ field: path.join('.'), message }));
  return { kind: 'refused', problems };
}
