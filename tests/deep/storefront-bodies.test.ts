import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LARGEST_BODY_BYTES, storefrontBatch, toCustomerEvents } from '~/capture/events/storefront-event';
import { parseJson, storableText } from '~/platform/storable';
import { entriesOf, tellShop } from '../factories/inbox-job';
import { inboxOf, ingestApp } from '../factories/ingest-app';
import { gid } from '../factories/reports';
import { createShop, type TestShop } from '../factories/shops';
import { testApp } from '../factories/test-app';
import { TEST_START } from '../factories/times';
import { visitorId } from '../factories/told-person';
import { testDatabase } from '../setup/database';
import { mangled } from './mangled';
import { conclude, LIMIT_MS, parametersOf } from './plan';
import { watchStalls } from './stalls';

const database = await testDatabase();
const app = testApp(database);
const web = ingestApp(app, database, { trustedProxies: 1 });

const BODIES = 1_000_000;
const THROUGH_THE_DOOR = 20_000;
const TOGETHER = 20;
const at = TEST_START.toISOString();
const product = { productId: gid('Product', 1), variantId: gid('ProductVariant', 11), price: 18.5, currency: 'EUR' };
/** Stands under names that nobody may send, wherever a batch has room for one. */
const SMUGGLED = 'smuggled-7c1f';
const extra = { consent: SMUGGLED, email: SMUGGLED, profileId: SMUGGLED, note: { deep: SMUGGLED } };

const EVENTS: object[] = [
  { type: 'page_viewed', url: '/products/bowl', pageType: 'product', locale: 'fr-ca', referrer: 'news.example' },
  { type: 'page_viewed', utm: { source: 'kindred', campaign: 'spring' }, device: 'tablet' },
  { type: 'product_viewed', ...product },
  { type: 'collection_viewed', collectionId: gid('Collection', 1) },
  { type: 'search_submitted', query: 'bowl 💥', resultCount: 3 },
  { type: 'product_added_to_cart', ...product, quantity: 2, cartToken: 'c' },
  { type: 'cart_viewed', cartToken: 'c', lines: [{ ...product, quantity: 2, ...extra }], itemCount: 2, total: 37 },
  { type: 'checkout_started', checkoutToken: 'abc', itemCount: 2, total: 37, currency: 'EUR' },
  { type: 'checkout_completed', checkoutToken: 'abc', orderId: gid('Order', 1) },
  { type: 'alert_displayed', alert: 'DISCOUNT_ERROR', alertTarget: 'cart.deliveryGroups[0].deliveryAddress.zip' },
  { type: 'time_on_page', productId: gid('Product', 1), pageType: 'product', secondsOnPage: 12.5 },
];

const batchOf = (shop: string, event: object, nth: number) => ({
  ...{ v: 1, shop, source: 'type' in event && event.type === 'time_on_page' ? 'theme' : 'pixel' },
  ...{ visitorId: visitorId(`visitor-${nth}`), sentAt: at },
  events: [{ id: `event-${nth}`, at, ...event, ...extra }],
  ...extra,
});

const batchesOf = (shop: string) => EVENTS.map((event, nth) => batchOf(shop, event, nth));

/** Why a body was taken that should not have been, or taken with something that nobody may say; null where all is well. */
function wrongWith(body: string): string | null {
  const parsed = storefrontBatch.safeParse(json(body));
  if (!parsed.success) return parsed.error.issues.length > 0 ? null : 'it was refused without a reason';
  const events = toCustomerEvents(parsed.data, TEST_START);
  const kept = JSON.stringify([parsed.data, events]);
  if (kept.includes(SMUGGLED)) return 'what nobody may say was kept';
  if (storableText(kept) !== kept || kept.includes('\\u0000')) return 'what cannot be stored was kept';
  return events.every(({ occurredAt }) => occurredAt <= TEST_START) ? null : 'an event of the future was kept';
}

function json(body: string): unknown {
  try {
    return parseJson(body);
  } catch {
    return null;
  }
}

describe('bodies of browsers that nobody sends on purpose', () => {
  it('are read as far as the list allows, or refused', { timeout: LIMIT_MS }, () => {
    const bases = batchesOf('ellis.myshopify.com');
    for (const base of bases) expect(storefrontBatch.safeParse(base).error).toBeUndefined();
    const seen = { taken: 0, refused: 0 };
    const details = fc.check(
      fc.property(mangled(bases), ({ body }) => {
        const wrong = wrongWith(body);
        if (wrong) throw new Error(wrong);
        seen[storefrontBatch.safeParse(json(body)).success ? 'taken' : 'refused'] += 1;
        if (Object.keys(Object.prototype).length > 0) throw new Error('every object was changed');
      }),
      parametersOf(BODIES),
    );
    conclude('storefront bodies, read', details, seen);
    expect(Math.min(seen.taken, seen.refused), JSON.stringify(seen)).toBeGreaterThan(0);
  });

  it(
    'leave nothing behind that is not on the list, and what came in is all recorded',
    { timeout: LIMIT_MS },
    async () => {
      const shop = await createShop(app);
      const stalls = watchStalls();
      const counts: Record<number, number> = {};
      const batch = fc.array(mangled(batchesOf(shop.domain)), { minLength: TOGETHER, maxLength: TOGETHER });
      let sent = 0;
      const details = await fc.check(
        fc.asyncProperty(batch, async (all) => {
          // Time goes on, so that no limit is what is tried.
          app.advance(1_000);
          const answers = await Promise.all(all.map(({ body }) => post(body, (sent += 1))));
          for (const [nth, { status }] of answers.entries()) {
            counts[status] = (counts[status] ?? 0) + 1;
            expect(status, all[nth]?.body.slice(0, 500)).toBe(expectedFor(all[nth]?.body ?? ''));
          }
        }),
        { ...parametersOf(THROUGH_THE_DOOR / TOGETHER), endOnFailure: true },
      );
      conclude('storefront bodies, through the door', details, { counts, ...stalls.end() });
      await allRecorded(shop);
    },
  );
});

async function allRecorded(shop: TestShop): Promise<void> {
  for (const { body } of await inboxOf(app, shop.id)) expect(body).not.toContain(SMUGGLED);
  await tellShop(app, shop.id);
  const entries = await entriesOf(app, shop.id);
  expect(entries.length).toBeGreaterThan(0);
  expect(entries.filter(({ state }) => state !== 'done')).toEqual([]);
}

/** What the door answers: too long, not a batch, of a shop nobody knows, or taken. */
function expectedFor(body: string): number {
  if (Buffer.byteLength(body) > LARGEST_BODY_BYTES) return 413;
  // A byte-order mark is no part of a text.
  const parsed = storefrontBatch.safeParse(json(body.replace(/^\ufeff/, '')));
  if (!parsed.success || parsed.data.events.length === 0) return 400;
  return 202;
}

/** Each of an address of its own. */
const post = (body: string, nth: number): Promise<Response> =>
  web.post('/ingest/storefront', body, {
    'Content-Type': 'text/plain;charset=UTF-8',
    Origin: 'null',
    'X-Forwarded-For': `203.0.${(nth >> 8) & 255}.${nth & 255}`,
  });
