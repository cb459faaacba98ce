import { describe, expect, test } from 'vitest';
import { turnOn } from '../../tests/factories/flows';
import { makePerson } from '../../tests/factories/people';
import { sendingWorlds, type SendingWorld } from '../../tests/factories/sending-world';
import { productId, variantId } from '../../tests/factories/shelf';
import { storeVariantStock } from '~/capture/catalog/store-stock.server';
import { appendEvents } from '~/capture/events/event-log.server';
import type { CustomerEvent } from '~/capture/events/event';
import { advanceRuns } from '~/decisions/flows/runner/advance-runs.server';
import { tellCatalogue } from '~/decisions/flows/runner/tell-catalogue.server';
import { backInStock, priceDrop } from '~/decisions/flows/templates/catalogue';
import { askToBeTold, backInStockWording, toldSchema } from '~/ops/back-in-stock.server';
import { cancelRequest } from '~/customers/wants/product-requests.server';

const inWorld = await sendingWorlds();
const HOUR = 3_600_000;
const ORIGIN = { address: null, userAgent: null };

/** Where the first link of a mail leads: it is told in the link itself, which leads over the app. */
const linkedTo = (text: string): string => Buffer.from(/\/l\/([\w-]+)\./.exec(text)?.[1] ?? '', 'base64url').toString();

/** The store has so many of product 3. */
async function stock({ app, shop, pass }: SendingWorld, inventoryQuantity: number): Promise<void> {
  pass(60_000);
  const report = { variantId: variantId(3), inventoryQuantity, isAvailable: inventoryQuantity > 0 };
  await app.db.transaction((tx) => storeVariantStock(tx, shop.id, { ...report, updatedAt: app.clock.now() }));
}

async function ask({ app, shop }: SendingWorld, email: string): Promise<void> {
  const services = { ...app, appUrl: 'https://kindred.example' };
  const { version } = await backInStockWording(services, shop.id);
  const wish = toldSchema.parse({ email, wording: version, variant: variantId(3) });
  expect(await askToBeTold(services, shop.id, wish, ORIGIN)).toMatchObject({ kind: 'taken' });
}

async function work({ app, shop, send }: SendingWorld): Promise<void> {
  await tellCatalogue(app, shop.id);
  await advanceRuns(app, shop.id);
  await send();
}

describe('stock that goes out and comes back', () => {
  test('is told to exactly those who asked: one mail, about that product, also where they want no other', () =>
    inWorld(async (world) => {
      const { app, shop, bench, counts } = world;
      await turnOn(app, shop.id, backInStock.definition);
      await makePerson(app, shop.id, { email: 'bea@example.com' });
      await stock(world, 0);
      for (const email of ['ana@example.com', 'cleo@example.com', 'dan@example.com']) await ask(world, email);
      const [, second] = await app.db.prisma.productRequest.findMany({
        where: { shopId: shop.id },
        orderBy: { id: 'asc' },
      });
      await cancelRequest(app, app.db.prisma, shop.id, { id: second?.id ?? '' });
      await stock(world, 4);
      await work(world);
      await stock(world, 0);
      await stock(world, 4);
      await work(world);
      expect(counts()).toEqual({ 'ana@example.com': 1, 'dan@example.com': 1 });
      const [mail] = bench.standIn.inbox.messages();
      expect(mail?.subject).toBe('Product 3 is back');
      expect(mail?.text).toContain('Product 3, €3.00');
      expect(linkedTo(mail?.text ?? '')).toContain('/products/product-3?variant=3&');
      expect(mail?.text).toContain('once, because you asked to be told');
    }));
});

describe('a lower price', () => {
  test('that is over when its mail would leave is not told, and the message says why', () =>
    inWorld(async (world) => {
      const { app, shop, store, counts, pass } = world;
      await turnOn(app, shop.id, priceDrop.definition);
      const { profileId } = await makePerson(app, shop.id);
      const event: CustomerEvent = {
        ...({ type: 'product_viewed', properties: { productId: productId(3) }, source: 'storefront' } as const),
        ...{ occurredAt: app.clock.now(), dedupeKey: 'viewed' },
      };
      await app.db.transaction((tx) => appendEvents(app, tx, shop.id, [{ profileId, event }]));
      const lowered = { shopId: shop.id, variantId: variantId(3), change: 'price-drop', productId: productId(3) };
      await app.db.prisma.catalogNews.create({
        data: { ...lowered, occurredAt: app.clock.now(), before: 400, after: 300, lowestMinor: 400 },
      });
      await work(world);
      pass(HOUR);
      store.change(3, { priceMinor: 301 });
      await work(world);
      expect(counts()).toEqual({});
      const [message] = await app.db.prisma.message.findMany({ where: { shopId: shop.id } });
      expect(message).toMatchObject({
        state: 'skipped',
        reason: { code: 'price-up-again', toldMinor: 300, nowMinor: 301 },
      });
    }));
});
