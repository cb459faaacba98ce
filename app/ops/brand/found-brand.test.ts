import { describe, expect, it } from 'vitest';
import { inShopify, shopDomain } from '../../../tests/factories/shopify-world';
import { pageWorlds, type PageWorld } from '../../../tests/factories/page-world';
import { USUAL_KIT } from '~/delivery/documents/brand-kit';
import type { AdminClient } from '~/integrations/shopify/admin-client.server';
import { brandPage, saveBrand } from './brand-page.server';
import { findBrand, takeBrandAtFirst } from './found-brand.server';

const inWorld = await pageWorlds();

/** The page's shop with Shopify behind it, whose one shop it is. */
const withShopify = (work: (world: PageWorld & { admin: AdminClient }) => Promise<void>) =>
  inWorld((world) =>
    inShopify(({ admin }) =>
      work({ ...world, admin: { ...admin, run: (_domain, ...asked) => admin.run(shopDomain, ...asked) } }),
    ),
  );

describe('the brand in the store', () => {
  it('is shown with what the theme says, and what it does not say stays; nothing is taken by looking', () =>
    withShopify(async ({ pages, domain, admin }) => {
      const kit = { ...USUAL_KIT, forbidden: ['cheap'] };
      await saveBrand(pages, domain, { kit: JSON.stringify(kit) });
      const found = await findBrand({ ...pages, admin }, domain);
      expect(found).toMatchObject({ kind: 'found', kit: { forbidden: ['cheap'], colours: { paper: '#fbfaf7' } } });
      expect((await brandPage(pages, domain)).kit).toEqual(kit);
    }));

  it('is a new shop’s at first, and changes nothing that somebody set', () =>
    withShopify(async ({ pages, domain, admin, app, shop }) => {
      const take = () => takeBrandAtFirst({ ...app, admin }, app.db.prisma, { id: shop.id, domain });
      await take();
      const taken = (await brandPage(pages, domain)).kit;
      expect(taken.colours).toEqual({
        ...USUAL_KIT.colours,
        ...{ accent: '#1d4f3f', ink: '#241f1a', paper: '#fbfaf7' },
      });
      await saveBrand(pages, domain, { kit: JSON.stringify(USUAL_KIT) });
      await take();
      expect((await brandPage(pages, domain)).kit).toEqual(USUAL_KIT);
    }));

  it('that cannot be read keeps nobody from beginning', () =>
    withShopify(async ({ pages, domain, app, shop }) => {
      const admin = { run: () => Promise.reject(new Error('no answer')) } as unknown as AdminClient;
      await takeBrandAtFirst({ ...app, admin }, app.db.prisma, { id: shop.id, domain });
      expect((await brandPage(pages, domain)).kit).toEqual(USUAL_KIT);
    }));
});
