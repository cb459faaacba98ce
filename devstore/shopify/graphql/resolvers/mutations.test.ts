import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startTestWorld, type TestWorld } from '../../testing/test-world';

let world: TestWorld;
beforeEach(async () => {
  world = await startTestWorld();
});
afterEach(() => world.close());

const customerId = 'gid://shopify/Customer/3001';

describe('customerEmailMarketingConsentUpdate', () => {
  const mutation = `mutation($input: CustomerEmailMarketingConsentUpdateInput!) { customerEmailMarketingConsentUpdate(input: $input) {
    customer { defaultEmailAddress { marketingState marketingOptInLevel marketingUpdatedAt } } userErrors { field message code } } }`;
  const update = (emailMarketingConsent: Record<string, unknown>, id = customerId) =>
    world.graphql(mutation, { input: { customerId: id, emailMarketingConsent } });
  const payload = async (consent: Record<string, unknown>, id = customerId) =>
    (await update(consent, id)).data.customerEmailMarketingConsentUpdate;

  it('writes the state, the level and the time given, and the app hears its own echo', async () => {
    const consent = {
      marketingState: 'UNSUBSCRIBED',
      marketingOptInLevel: 'SINGLE_OPT_IN',
      consentUpdatedAt: '2026-09-30T09:00:00Z',
    };
    expect(await payload(consent)).toEqual({
      customer: {
        defaultEmailAddress: {
          marketingState: 'UNSUBSCRIBED',
          marketingOptInLevel: 'SINGLE_OPT_IN',
          marketingUpdatedAt: '2026-09-30T09:00:00Z',
        },
      },
      userErrors: [],
    });
    await world.standIn.settled();
    expect(world.receiver.of('customers_email_marketing_consent/update')[0]?.body).toEqual({
      customer_id: 3001,
      email_address: 'person1@example.com',
      email_marketing_consent: {
        state: 'unsubscribed',
        opt_in_level: 'single_opt_in',
        consent_updated_at: '2026-09-30T11:00:00+02:00',
      },
    });
  });

  it('repeated changes nothing and tells nothing', async () => {
    await payload({ marketingState: 'SUBSCRIBED' });
    await world.standIn.settled();
    expect(world.receiver.received).toEqual([]);
  });

  it.each([
    [
      { marketingState: 'SUBSCRIBED', consentUpdatedAt: '2999-01-01T00:00:00Z' },
      'Consent updated at must not be in the future',
      'consentUpdatedAt',
    ],
    [
      { marketingState: 'PENDING', marketingOptInLevel: 'SINGLE_OPT_IN' },
      'Marketing opt in level must be confirmed opt-in for pending consent state',
      'marketingOptInLevel',
    ],
  ])('refuses %j', async (consent, message, field) => {
    expect(await payload(consent)).toMatchObject({
      userErrors: [{ field: ['input', 'emailMarketingConsent', field], message, code: 'INVALID' }],
    });
  });

  it.each(['NOT_SUBSCRIBED', 'REDACTED', 'INVALID'])(
    'refuses the state %s with an error of the request',
    async (marketingState) => {
      const answer = await update({ marketingState });
      expect(answer.errors).toMatchObject([
        { message: `Cannot specify ${marketingState} as a marketing state input`, extensions: { code: 'INVALID' } },
      ]);
    },
  );

  it('does not know a stranger', async () => {
    expect(await payload({ marketingState: 'SUBSCRIBED' }, 'gid://shopify/Customer/1')).toEqual({
      customer: null,
      userErrors: [{ field: ['input', 'customerId'], message: 'Customer not found', code: 'INVALID' }],
    });
  });

  it('moves to PENDING with a confirmed opt-in', async () => {
    const consent = { marketingState: 'PENDING', marketingOptInLevel: 'CONFIRMED_OPT_IN' };
    expect(await payload(consent)).toMatchObject({
      customer: { defaultEmailAddress: { marketingState: 'PENDING', marketingOptInLevel: 'CONFIRMED_OPT_IN' } },
    });
  });
});

describe('the web pixel', () => {
  const create = (settings: unknown) =>
    world.graphql(
      'mutation($settings: JSON!) { webPixelCreate(webPixel: { settings: $settings }) { webPixel { id settings } userErrors { field message code } } }',
      { settings },
    );
  const settings = { endpoint: 'https://app.example.com/ingest/storefront' };

  it('is created once, read, changed and deleted', async () => {
    expect(world.standIn.pixelSettings()).toBeNull();
    const made = (await create(JSON.stringify(settings))).data.webPixelCreate as {
      webPixel: { id: string; settings: string };
    };
    expect(JSON.parse(made.webPixel.settings)).toEqual(settings);
    expect(world.standIn.pixelSettings()).toEqual(settings);
    expect(await world.read('{ webPixel { id } }')).toEqual({ webPixel: { id: made.webPixel.id } });

    expect((await create(settings)).data.webPixelCreate).toMatchObject({
      webPixel: null,
      userErrors: [{ code: 'TAKEN' }],
    });

    const changed = { endpoint: 'https://other.example.com' };
    await world.read(
      'mutation($id: ID!, $settings: JSON!) { webPixelUpdate(id: $id, webPixel: { settings: $settings }) { userErrors { code } } }',
      { id: made.webPixel.id, settings: changed },
    );
    expect(world.standIn.pixelSettings()).toEqual(changed);

    const gone = await world.read(
      'mutation($id: ID!) { webPixelDelete(id: $id) { deletedWebPixelId userErrors { code } } }',
      { id: made.webPixel.id },
    );
    expect(gone).toEqual({ webPixelDelete: { deletedWebPixelId: made.webPixel.id, userErrors: [] } });
    expect(world.standIn.pixelSettings()).toBeNull();
  });

  it('refuses settings that are no object of texts', async () => {
    for (const wrong of ['not json', '[]', '{"endpoint":1}', 7]) {
      expect((await create(wrong)).data.webPixelCreate).toMatchObject({
        webPixel: null,
        userErrors: [{ code: 'INVALID_SETTINGS' }],
      });
    }
  });

  it('is not found under another id', async () => {
    const id = 'gid://shopify/WebPixel/1';
    const answer = await world.read('mutation($id: ID!) { webPixelDelete(id: $id) { userErrors { code field } } }', {
      id,
    });
    expect(answer).toEqual({ webPixelDelete: { userErrors: [{ code: 'NOT_FOUND', field: ['id'] }] } });
  });
});

describe('metafieldsSet', () => {
  const set = (metafields: Record<string, unknown>[]) =>
    world.graphql(
      'mutation($metafields: [MetafieldsSetInput!]!) { metafieldsSet(metafields: $metafields) { metafields { key namespace value type compareDigest } userErrors { field message code } } }',
      { metafields },
    );

  it('writes for the app and for what the shop has, and overwrites', async () => {
    const { currentAppInstallation } = await world.read<{ currentAppInstallation: { id: string } }>(
      '{ currentAppInstallation { id } }',
    );
    const owner = currentAppInstallation.id;
    await set([{ ownerId: owner, namespace: 'kindred', key: 'connected', type: 'boolean', value: 'true' }]);
    await set([{ ownerId: owner, namespace: 'kindred', key: 'connected', value: 'false' }]);
    const read = await world.read(
      '{ currentAppInstallation { metafield(namespace: "kindred", key: "connected") { value type } } }',
    );
    expect(read).toEqual({ currentAppInstallation: { metafield: { value: 'false', type: 'boolean' } } });
  });

  it('keeps the app’s reserved namespace apart', async () => {
    await set([{ ownerId: customerId, namespace: '$app', key: 'taste', type: 'json', value: '{"a":1}' }]);
    const read = await world.read<{ customer: { metafield: { namespace: string; jsonValue: unknown } } }>(
      '{ customer(id: "gid://shopify/Customer/3001") { metafield(key: "taste") { namespace jsonValue } metafields(first: 5, namespace: "$app") { nodes { key } } } }',
    );
    expect(read.customer.metafield.namespace).toMatch(/^app--\d+$/);
    expect(read.customer).toMatchObject({
      metafield: { jsonValue: { a: 1 } },
      metafields: { nodes: [{ key: 'taste' }] },
    });
  });

  it('is all or nothing', async () => {
    const good = { ownerId: customerId, namespace: 'a', key: 'k', type: 'single_line_text_field', value: 'v' };
    const answer = await set([
      good,
      { ...good, key: 'j', type: 'json', value: '{' },
      { ...good, ownerId: 'gid://shopify/Customer/1' },
    ]);
    expect(answer.data.metafieldsSet).toMatchObject({
      metafields: [],
      userErrors: [
        { field: ['metafields', '1', 'value'], code: 'INVALID_VALUE' },
        { field: ['metafields', '2', 'ownerId'], code: 'INVALID' },
      ],
    });
    expect(
      await world.read('{ customer(id: "gid://shopify/Customer/3001") { metafields(first: 5) { nodes { key } } } }'),
    ).toEqual({
      customer: { metafields: { nodes: [] } },
    });
  });

  it('takes 25 at a time', async () => {
    const many = Array.from({ length: 26 }, (_, index) => ({
      ownerId: customerId,
      namespace: 'a',
      key: `k${index}`,
      type: 'json',
      value: '1',
    }));
    expect((await set(many)).errors?.[0]?.extensions?.code).toBe('BAD_REQUEST');
  });
});

describe('customerCreate', () => {
  const create = async (input: Record<string, unknown>) =>
    (
      await world.graphql(
        'mutation($input: CustomerInput!) { customerCreate(input: $input) { customer { displayName email } userErrors { field message } } }',
        { input },
      )
    ).data.customerCreate;

  it('makes a customer', async () => {
    expect(await create({ email: 'sign-up@example.org', firstName: 'Sig' })).toEqual({
      customer: { displayName: 'Sig', email: 'sign-up@example.org' },
      userErrors: [],
    });
  });

  it.each([
    [{ email: 'person1@example.com' }, 'Email has already been taken'],
    [{ email: 'nonsense' }, 'Email is invalid'],
    [{ firstName: 'Only' }, 'A name, phone number, or email address must be present'],
  ])('refuses %j', async (input, message) => {
    expect(await create(input)).toMatchObject({ customer: null, userErrors: [{ message }] });
  });
});
