import { describe, expect, it } from 'vitest';
import { inShopify, shopDomain, type ShopifyWorld } from '../../../tests/factories/shopify-world';
import type { ConsentWord } from '~/customers/consent/tell-consents.server';
import { createConsentListener } from './consent-listener.server';
import { parseWebhook } from './webhooks/parse-webhook';

/** A customer of the store with an address, and what Shopify tells of consent from now on. */
function withCustomer(
  work: (
    world: ShopifyWorld & {
      id: string;
      email: string;
      say: (word: Partial<ConsentWord>) => ReturnType<ReturnType<typeof createConsentListener>>;
    },
  ) => Promise<void>,
): Promise<void> {
  return inShopify(async (world) => {
    const customer = world.store.createCustomer({ email: 'Nora@Example.org' });
    const listener = createConsentListener(world.admin, shopDomain);
    const occurredAt = new Date(world.clock.now().getTime() - 60_500);
    const word: ConsentWord = {
      ...{ email: 'nora@example.org', customerIds: [customer.id], state: 'withdrawn', optInLevel: null, occurredAt },
    };
    await work({ ...world, id: customer.id, email: word.email, say: (changes) => listener({ ...word, ...changes }) });
  });
}

describe('consent that is told to Shopify', () => {
  it.each([
    ['granted', 'SINGLE_OPT_IN', 'SUBSCRIBED'],
    ['granted', 'CONFIRMED_OPT_IN', 'SUBSCRIBED'],
    ['pending', 'CONFIRMED_OPT_IN', 'PENDING'],
    ['withdrawn', null, 'UNSUBSCRIBED'],
  ] as const)('%s (%s) makes its customer %s', (state, optInLevel, expected) =>
    withCustomer(async ({ store, id, say }) => {
      expect(await say({ state, optInLevel })).toEqual({ kind: 'told' });
      const { emailMarketing } = store.data.customers.find((customer) => customer.id === id) ?? {};
      expect(emailMarketing).toMatchObject({ state: expected, ...(optInLevel ? { optInLevel } : {}) });
    }),
  );

  it('comes back as a webhook of the same instant, in whole seconds or finer', () =>
    withCustomer(async ({ say, delivered, clock }) => {
      const occurredAt = new Date(clock.now().getTime() - 60_500);
      await say({ state: 'withdrawn', occurredAt });
      const [body = ''] = await delivered('customers_email_marketing_consent/update');
      const report = parseWebhook('customers_email_marketing_consent/update', body, {
        currency: 'EUR',
        triggeredAt: clock.now(),
      });
      expect(report).toMatchObject({ kind: 'consent', consent: { state: 'withdrawn', email: 'Nora@Example.org' } });
      if (report.kind !== 'consent') return;
      expect(Math.floor(report.consent.occurredAt.getTime() / 1_000)).toBe(Math.floor(occurredAt.getTime() / 1_000));
    }));

  it('is not told where it stands so already: nothing echoes', () =>
    withCustomer(async ({ say, delivered }) => {
      await say({ state: 'withdrawn' });
      await say({ state: 'withdrawn' });
      expect(await delivered('customers_email_marketing_consent/update')).toHaveLength(1);
    }));

  it('goes to the customer of that address, though the person is known by others, too', () =>
    withCustomer(async ({ store, id, say }) => {
      const other = store.createCustomer({ email: 'nora.work@example.org' });
      expect(await say({ customerIds: [other.id, 'gid://shopify/Customer/404', id] })).toEqual({ kind: 'told' });
      const stateOf = (wanted: string) => store.data.customers.find((each) => each.id === wanted)?.emailMarketing.state;
      expect([stateOf(id), stateOf(other.id)]).toEqual(['UNSUBSCRIBED', 'NOT_SUBSCRIBED']);
    }));

  it('is nobody’s where no customer has the address', () =>
    withCustomer(async ({ say }) => {
      expect(await say({ email: 'somebody@example.org' })).toMatchObject({ kind: 'nobody' });
      expect(await say({ customerIds: ['gid://shopify/Customer/404'] })).toMatchObject({ kind: 'nobody' });
    }));

  it('that Shopify refuses comes back with its words', () =>
    withCustomer(async ({ say, clock }) => {
      const future = new Date(clock.now().getTime() + 60_000);
      expect(await say({ occurredAt: future })).toEqual({
        kind: 'refused',
        problem: 'Shopify says: Consent updated at must not be in the future',
      });
    }));
});
