import { beforeEach, describe, expect, it } from 'vitest';
import { inboxOf, ingestApp } from '../../tests/factories/ingest-app';
import { makePerson } from '../../tests/factories/people';
import { createShop, type TestShop } from '../../tests/factories/shops';
import { testApp } from '../../tests/factories/test-app';
import { wakeupOf } from '../../tests/factories/wakeups';
import { testDatabase } from '../../tests/setup/database';
import { isHeld } from '~/customers/consent/consent-holds.server';
import { withShop } from '~/platform/db/db.server';
import { postmarkWebhookTarget } from './postmark-webhooks.server';

const database = await testDatabase();
const app = testApp(database);
const web = ingestApp(app, database);

let shop: TestShop;
beforeEach(async () => {
  shop = await createShop(app);
});

const basic = (username: string, password: string) =>
  `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
const credentials = (shopId: string) => {
  const { username, password } = postmarkWebhookTarget(app.vault, web.appUrl, shopId);
  return basic(username, password);
};

const opened = {
  RecordType: 'Open',
  MessageID: 'm-1',
  MessageStream: 'broadcast',
  ReceivedAt: '2026-03-10T12:00:00Z',
  Metadata: {},
};
const unsubscribed = {
  RecordType: 'SubscriptionChange',
  MessageID: 'm-1',
  MessageStream: 'broadcast',
  ChangedAt: '2026-03-10T12:00:00Z',
  Recipient: 'anna@example.com',
  SuppressSending: true,
  SuppressionReason: 'ManualSuppression',
};

async function tell(told: unknown, changes: { authorization?: string | null; shopId?: string } = {}): Promise<number> {
  const { shopId = shop.id, authorization = credentials(shop.id) } = changes;
  const body = typeof told === 'string' ? told : JSON.stringify(told);
  const headers = { 'Content-Type': 'application/json', ...(authorization === null ? {} : { authorization }) };
  return (await web.post(`/ingest/postmark/${shopId}`, body, headers)).status;
}

describe('a webhook of Postmark', () => {
  it('is acknowledged when it stands in the inbox, and wakes the workers', async () => {
    expect(await tell(opened)).toBe(200);
    expect(await inboxOf(app, shop.id)).toMatchObject([
      { source: 'postmark', topic: 'event', triggeredAt: null, body: JSON.stringify(opened) },
    ]);
    await expect.poll(() => wakeupOf(app, shop.id, 'process-inbox')).not.toBeNull();
  });

  it('told twice is one entry; another open of the same mail is another', async () => {
    await Promise.all([tell(opened), tell(opened), tell(opened)]);
    expect(await inboxOf(app, shop.id)).toHaveLength(1);
    await tell({ ...opened, ReceivedAt: '2026-03-10T12:00:01Z' });
    expect(await inboxOf(app, shop.id)).toHaveLength(2);
  });

  it('names its entry without naming anybody: the name outlives an erasure', async () => {
    await tell(unsubscribed);
    const [entry] = await inboxOf(app, shop.id);
    expect(entry?.externalId).toMatch(/^[A-Za-z0-9_-]{43}$/);
    expect(Buffer.from(entry?.externalId ?? '', 'base64url').toString('latin1')).not.toContain('anna');
  });

  it('that takes consent away holds the address before it is acknowledged', async () => {
    const anna = await withShop(shop.id, () => makePerson(app, shop.id, { email: 'anna@example.com' }));
    const held = () => withShop(shop.id, () => isHeld(app.db.prisma, shop.id, anna.addressId));
    await tell(opened);
    expect(await held()).toBe(false);
    await tell(unsubscribed);
    expect(await held()).toBe(true);
  });

  it.each(['', 'not JSON', '[]', 'null', '{"RecordType":"Inbound"}', '{"RecordType":"Open","MessageID":1}'])(
    'that nobody can read is kept, once, for a person to look at: %s',
    async (body) => {
      expect([await tell(body), await tell(body)]).toEqual([200, 200]);
      expect(await inboxOf(app, shop.id)).toMatchObject([{ body }]);
    },
  );
});

describe('who is not Postmark, or another shop’s Postmark,', () => {
  it.each<[string, () => string | null]>([
    ['gives no password', () => null],
    ['gives an empty one', () => basic('kindred', '')],
    ['guesses', () => basic('kindred', 'guess')],
    ['has another name', () => credentials(shop.id).replace('Basic ', 'Basic x')],
    ['gives the password as it is', () => postmarkWebhookTarget(app.vault, web.appUrl, shop.id).password],
  ])('is refused with 401: it %s', async (_, authorization) => {
    expect(await tell(opened, { authorization: authorization() })).toBe(401);
    expect(await inboxOf(app, shop.id)).toEqual([]);
  });

  it('does not get into one shop with the password of another', async () => {
    const other = await createShop(app);
    expect(await tell(opened, { authorization: credentials(other.id) })).toBe(401);
    expect(await tell(opened, { shopId: other.id })).toBe(401);
    expect([await inboxOf(app, shop.id), await inboxOf(app, other.id)]).toEqual([[], []]);
  });

  it.each(['x', '1', "' OR 1=1", '..%2F..', '00000000-0000-0000-0000-00000000000g'])(
    'is refused where %s is no shop',
    async (shopId) => {
      expect(await tell(opened, { shopId: encodeURIComponent(shopId) })).toBe(401);
    },
  );

  it('is told not to try again when the shop was erased', async () => {
    await app.db.prisma.shop.delete({ where: { id: shop.id } });
    expect(await tell(opened)).toBe(403);
  });

  it('cannot fill the disk with one request', async () => {
    expect(await tell('x'.repeat(2 * 1_024 * 1_024 + 1))).toBe(413);
    expect(await inboxOf(app, shop.id)).toEqual([]);
  });
});

describe('the password of a shop', () => {
  it('is always the same, long, and no other shop’s', async () => {
    const passwords = [shop.id, shop.id, (await createShop(app)).id].map(
      (id) => postmarkWebhookTarget(app.vault, web.appUrl, id).password,
    );
    expect(passwords[0]).toBe(passwords[1]);
    expect(passwords[0]).not.toBe(passwords[2]);
    expect(passwords[0]).toHaveLength(43);
    expect(postmarkWebhookTarget(app.vault, web.appUrl, shop.id).url).toBe(`${web.appUrl}/ingest/postmark/${shop.id}`);
  });
});
