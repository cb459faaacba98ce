import { describe, expect, test } from 'vitest';
import { inShopify, shopDomain, type ShopifyWorld } from '../../../../tests/factories/shopify-world';
import { consentStateOf } from '../consent-state';
import { parsedTopics, parseWebhook } from './parse-webhook';

const CONTEXT = { currency: 'EUR', triggeredAt: new Date('2026-09-30T10:00:00Z') };
const CONSENT = 'customers_email_marketing_consent/update';
const newest = async (world: ShopifyWorld, topic: string) =>
  parseWebhook(topic, (await world.delivered(topic)).at(-1) ?? '', CONTEXT);
const first = ({ data }: ShopifyWorld) => {
  const [customer] = data.customers;
  if (!customer) throw new Error('the tiny store has no customers');
  return customer;
};

describe('a customer as Shopify tells it', () => {
  test('is read as a person', () =>
    inShopify(async (world) => {
      const { id } = first(world);
      world.store.updateCustomer(id, { firstName: 'Renate' });
      expect(await newest(world, 'customers/update')).toMatchObject({
        kind: 'customer',
        person: {
          customerId: id,
          email: 'person1@example.com',
          firstName: 'Renate',
          lastName: 'Last1',
          countryCode: 'DE',
        },
      });
    }));

  test('that is new and says little is read with what it says', () =>
    inShopify(async (world) => {
      const { id } = world.store.createCustomer({ email: 'new@example.com' });
      const report = await newest(world, 'customers/create');
      expect(report).toMatchObject({ person: { customerId: id, email: 'new@example.com' } });
      expect(report.kind === 'customer' && report.person.firstName).toBeUndefined();
    }));

  test('without an address has none', () =>
    inShopify(async (world) => {
      const { id } = first(world);
      world.store.updateCustomer(id, { firstName: null });
      const body = (await world.delivered('customers/update')).at(-1) ?? '';
      const silent = JSON.stringify({ ...(JSON.parse(body) as object), email: '' });
      expect(parseWebhook('customers/update', silent, CONTEXT)).toMatchObject({ person: { email: undefined } });
    }));
});

describe('consent as Shopify tells it', () => {
  test.each([
    ['SUBSCRIBED', 'granted'],
    ['UNSUBSCRIBED', 'withdrawn'],
    ['PENDING', 'pending'],
    ['NOT_SUBSCRIBED', 'never-given'],
  ] as const)('%s is %s, since when Shopify says', (state, ours) =>
    inShopify(async (world) => {
      const customer = first(world);
      world.store.setEmailMarketing(customer.id, state === 'UNSUBSCRIBED' ? 'SUBSCRIBED' : 'UNSUBSCRIBED');
      await world.clock.advance(60_000);
      world.store.setEmailMarketing(customer.id, state);
      const occurredAt = new Date(customer.emailMarketing.updatedAt ?? '');
      expect(await newest(world, CONSENT)).toMatchObject({
        kind: 'consent',
        consent: { customerId: customer.id, email: 'person1@example.com', state: ours, occurredAt },
      });
    }),
  );

  test('of unknown time is taken for that of its telling', () =>
    inShopify(async (world) => {
      world.store.setEmailMarketing(first(world).id, 'UNSUBSCRIBED');
      const body = (await world.delivered(CONSENT)).at(-1) ?? '{}';
      const told = JSON.parse(body) as { email_marketing_consent: object };
      const timeless = {
        ...told,
        email_marketing_consent: { ...told.email_marketing_consent, consent_updated_at: null },
      };
      const report = parseWebhook(CONSENT, JSON.stringify(timeless), CONTEXT);
      expect(report).toMatchObject({ consent: { occurredAt: CONTEXT.triggeredAt } });
    }));

  test.each(['SUBSCRIBED', 'subscribed', 'Subscribed'])('is granted by %s, however it is written', (word) => {
    expect(consentStateOf(word)).toBe('granted');
  });

  test.each([
    ['redacted', 'withdrawn'],
    ['invalid', 'withdrawn'],
  ])('%s is %s', (word, state) => {
    expect(consentStateOf(word)).toBe(state);
  });

  test.each(['', 'maybe', 'subscribed ', 'constructor', '__proto__'])('is never guessed: "%s" is refused', (word) => {
    expect(() => consentStateOf(word)).toThrow(/is not one Shopify documents/);
  });
});

describe('what else Shopify tells', () => {
  test('that the app was uninstalled, and after two days that the shop is to be forgotten', () =>
    inShopify(async (world) => {
      world.standIn.installation.uninstall();
      expect(await newest(world, 'app/uninstalled')).toMatchObject({
        kind: 'uninstalled',
        at: expect.any(Date) as Date,
      });
      await world.clock.advance(48 * 3_600_000);
      const request = { topic: 'shop/redact', shopDomain, customer: {}, orders: [] };
      expect(await newest(world, 'shop/redact')).toEqual({ kind: 'privacy', request });
    }));

  test('that the shop changed', () =>
    inShopify(async (world) => {
      world.store.updateShop({ name: 'Renamed' });
      expect(await newest(world, 'shop/update')).toEqual({ kind: 'shop-changed' });
    }));

  test('what nobody subscribed to is not needed', () => {
    expect(parseWebhook('fulfillments/create', '{}', CONTEXT)).toEqual({ kind: 'not-needed' });
    expect(parsedTopics).not.toContain('fulfillments/create');
  });

  test.each(['constructor', '__proto__', 'toString'])('the topic %s is none', (topic) => {
    expect(parseWebhook(topic, '{}', CONTEXT)).toEqual({ kind: 'not-needed' });
  });
});
