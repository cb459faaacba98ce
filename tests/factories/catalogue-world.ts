import { storeProducts } from '~/capture/catalog/store-products.server';
import type { CustomerEvent } from '~/capture/events/event';
import { appendEvents } from '~/capture/events/event-log.server';
import type { VariantReport } from '~/capture/events/reports';
import { keepRequest } from '~/customers/wants/product-requests.server';
import type { FlowDefinition } from '~/decisions/flows/language/flow';
import type { CatalogueTrigger } from '~/decisions/flows/runner/tellings';
import { withShop } from '~/platform/db/db.server';
import { testDatabase } from '../setup/database';
import { flowOf } from './flows';
import { makePerson, type Person } from './people';
import { gid, productReport, variantReport } from './reports';
import { createShop } from './shops';
import { testApp } from './test-app';

const MINUTE = 60_000;
export const soldOut = { inventoryQuantity: 0, isAvailable: false };
const send = {
  kind: 'send',
  key: 'mail',
  template: 'back-in-stock',
  expiresAfterMinutes: 1_440,
  next: 'done',
} as const;

/** A flow of one mail that begins by news of the catalogue; by what is back for those who asked, unless told otherwise. */
export const catalogueFlow = (trigger: Partial<CatalogueTrigger> = {}, changes: Partial<FlowDefinition> = {}) =>
  flowOf([send, { kind: 'exit', key: 'done' }], {
    key: 'back-in-stock',
    trigger: {
      ...{
        kind: 'catalogue',
        change: 'back-in-stock',
        whom: 'asked',
        withinDays: 30,
        when: { kind: 'all', rules: [] },
      },
      ...trigger,
    },
    ...changes,
  });

export type CatalogueWorld = Awaited<ReturnType<typeof worldOf>>;

/** A shop whose one product, of one variant, is sold out. */
export async function inCatalogueShop(work: (world: CatalogueWorld) => Promise<void>): Promise<void> {
  const app = testApp(await testDatabase());
  const { id } = await createShop(app);
  await withShop(id, async () => work(await worldOf(app, id)));
}

async function worldOf(app: ReturnType<typeof testApp>, id: string) {
  const { prisma } = app.db;
  const report = (changed: Partial<VariantReport>) =>
    productReport(1, { updatedAt: app.clock.now(), variants: [variantReport(1, changed)] });
  const becomes = async (changed: Partial<VariantReport>): Promise<void> => {
    app.advance(MINUTE);
    await app.db.transaction((tx) => storeProducts(tx, id, [report(changed)]));
  };
  const ask = ({ addressId }: Person) =>
    app.db.transaction((tx) =>
      keepRequest(app, tx, id, { addressId, productId: gid('Product', 1), variantId: gid('ProductVariant', 1) }),
    );
  const view = async (profileId: string): Promise<void> => {
    const event: CustomerEvent = {
      ...({ type: 'product_viewed', properties: { productId: gid('Product', 1) }, source: 'storefront' } as const),
      ...{ occurredAt: app.clock.now(), dedupeKey: `viewed:${profileId}:${app.clock.now().toISOString()}` },
    };
    await app.db.transaction((tx) => appendEvents(app, tx, id, [{ profileId, event }]));
  };
  const begun = async () =>
    (await prisma.flowRun.findMany({ where: { shopId: id }, orderBy: { id: 'asc' } })).map((run) => run.profileId);
  await becomes(soldOut);
  return { app, id, prisma, becomes, ask, view, begun };
}

export const someBuyers = async ({ app, id }: CatalogueWorld, count: number): Promise<Person[]> => {
  const made: Person[] = [];
  for (let nth = 0; nth < count; nth++) made.push(await makePerson(app, id));
  return made;
};
