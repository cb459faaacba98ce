import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import { inboxOf, ingestApp, webhookSignature } from '../../tests/factories/ingest-app';
import { createShop, type TestShop } from '../../tests/factories/shops';
import { testApp } from '../../tests/factories/test-app';
import { wakeupOf } from '../../tests/factories/wakeups';
import { testDatabase } from '../../tests/setup/database';

const database = await testDatabase();
const app = testApp(database);
const web = ingestApp(app, database);

let shop: TestShop;
beforeEach(async () => {
  shop = await createShop(app);
});

const BODY = '{"id":1,"name":"Schüssel 👍","total":"10.00" }';

function headersFor(body: string, changes: Record<string, string | undefined> = {}): Record<string, string> {
  const headers = {
    'Content-Type': 'application/json',
    'X-Shopify-Topic': 'orders/create',
    'X-Shopify-Hmac-Sha256': webhookSignature(body),
    'X-Shopify-Shop-Domain': shop.domain,
    'X-Shopify-API-Version': '2026-10',
    'X-Shopify-Webhook-Id': randomUUID(),
    'X-Shopify-Event-Id': randomUUID(),
    'X-Shopify-Triggered-At': '2026-03-10T11:59:58.123456789Z',
    ...changes,
  };
  return Object.fromEntries(
    Object.entries(headers).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}

const tell = async (body = BODY, changes: Record<string, string | undefined> = {}): Promise<number> =>
  (await web.post('/ingest/shopify', body, headersFor(body, changes))).status;

describe('a webhook of Shopify', () => {
  it('is acknowledged when it stands in the inbox, byte for byte', async () => {
    expect(await tell(BODY, { 'X-Shopify-Event-Id': 'the-event' })).toBe(200);
    expect(await inboxOf(app, shop.id)).toEqual([
      {
        source: 'shopify',
        topic: 'orders/create',
        externalId: 'the-event',
        triggeredAt: new Date('2026-03-10T11:59:58.123Z'),
        body: BODY,
      },
    ]);
  });

  it('wakes the workers for its shop', async () => {
    await tell();
    await expect
      .poll(() => wakeupOf(app, shop.id, 'process-inbox'))
      .toMatchObject({ nextDueAt: app.systemClock.now() });
  });

  it('told in several deliveries is one entry, and each delivery is acknowledged', async () => {
    const event = { 'X-Shopify-Event-Id': 'the-event' };
    const answers = await Promise.all(Array.from({ length: 8 }, () => tell(BODY, event)));
    expect(answers).toEqual(Array.from({ length: 8 }, () => 200));
    expect(await inboxOf(app, shop.id)).toHaveLength(1);
  });

  it('is known by its delivery where Shopify names no event', async () => {
    await tell(BODY, { 'X-Shopify-Event-Id': undefined, 'X-Shopify-Webhook-Id': 'the-delivery' });
    expect(await inboxOf(app, shop.id)).toMatchObject([{ externalId: 'the-delivery' }]);
  });

  it('is taken without its time where that is none', async () => {
    expect(await tell(BODY, { 'X-Shopify-Triggered-At': 'soon' })).toBe(200);
    expect(await tell(BODY, { 'X-Shopify-Triggered-At': undefined })).toBe(200);
    expect((await inboxOf(app, shop.id)).map(({ triggeredAt }) => triggeredAt)).toEqual([null, null]);
  });

  it('is kept when nobody can read it: the signature vouches for it', async () => {
    expect(await tell('not JSON at all')).toBe(200);
    expect(await inboxOf(app, shop.id)).toMatchObject([{ body: 'not JSON at all' }]);
  });

  it('of a shop that nobody has heard of makes that shop known', async () => {
    const domain = `new-${randomUUID()}.myshopify.com`;
    expect(await tell(BODY, { 'X-Shopify-Shop-Domain': domain })).toBe(200);
    const found = await app.db.prisma.shop.findUnique({ where: { domain } });
    expect(found).toMatchObject({ installedAt: null });
    expect(await inboxOf(app, found?.id ?? '')).toHaveLength(1);
  });

  it('of a shop that was erased meanwhile is taken for the shop as it is now', async () => {
    await tell();
    await app.db.prisma.shop.delete({ where: { id: shop.id } });
    expect(await tell()).toBe(200);
    const found = await app.db.prisma.shop.findUnique({ where: { domain: shop.domain } });
    expect(found?.id).not.toBe(shop.id);
    expect(await inboxOf(app, found?.id ?? '')).toHaveLength(1);
  });
});

describe('what Shopify did not sign', () => {
  it.each<[string, () => Record<string, string | undefined>]>([
    ['has no signature', () => ({ 'X-Shopify-Hmac-Sha256': undefined })],
    ['has an empty signature', () => ({ 'X-Shopify-Hmac-Sha256': '' })],
    ['is signed with another secret', () => ({ 'X-Shopify-Hmac-Sha256': webhookSignature(BODY, 'guessed') })],
    ['is signed over another body', () => ({ 'X-Shopify-Hmac-Sha256': webhookSignature(`${BODY} `) })],
    ['has nonsense for a signature', () => ({ 'X-Shopify-Hmac-Sha256': 'x' })],
  ])('is refused with 401 and leaves nothing: it %s', async (_, changes) => {
    expect(await tell(BODY, changes())).toBe(401);
    expect(await inboxOf(app, shop.id)).toEqual([]);
  });

  it('is refused when a single byte of it was changed', async () => {
    const headers = headersFor(BODY);
    for (const changed of [BODY.replace('10.00', '90.00'), `${BODY}\n`, BODY.normalize('NFD')])
      expect((await web.post('/ingest/shopify', changed, headers)).status).toBe(401);
    expect(await inboxOf(app, shop.id)).toEqual([]);
  });

  it.each(['X-Shopify-Topic', 'X-Shopify-Shop-Domain', 'X-Shopify-Webhook-Id'])(
    'is refused with 400 where %s is missing',
    async (name) => {
      expect(await tell(BODY, { [name]: undefined })).toBe(400);
      expect(await inboxOf(app, shop.id)).toEqual([]);
    },
  );

  it('makes no shop known', async () => {
    const domain = `forged-${randomUUID()}.myshopify.com`;
    await tell(BODY, { 'X-Shopify-Shop-Domain': domain, 'X-Shopify-Hmac-Sha256': webhookSignature(BODY, 'guessed') });
    expect(await app.db.prisma.shop.count({ where: { domain } })).toBe(0);
  });

  it('is not read to its end when it is too large', async () => {
    const body = 'x'.repeat(5 * 1_024 * 1_024 + 1);
    expect(await tell(body)).toBe(413);
    expect(await inboxOf(app, shop.id)).toEqual([]);
  });
});
