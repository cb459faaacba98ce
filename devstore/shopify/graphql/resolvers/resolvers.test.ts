import { getNamedType, isLeafType, isObjectType, isRequiredArgument, type GraphQLObjectType } from 'graphql';
import { afterEach, describe, expect, it } from 'vitest';
import { loadAdminSchema } from '../../admin-schema/admin-schema';
import { schemaFile, startTestWorld, type TestWorld } from '../../testing/test-world';
import { resolvers } from './index';

const { schema } = loadAdminSchema(schemaFile);

function objectType(name: string): GraphQLObjectType {
  const type = schema.getType(name);
  if (!isObjectType(type)) throw new Error(`${name} is no object type of the schema`);
  return type;
}

it('each resolver stands for a field that the schema has', () => {
  const strangers = Object.entries(resolvers).flatMap(([type, fields]) =>
    Object.keys(fields).flatMap((field) => (field in objectType(type).getFields() ? [] : [`${type}.${field}`])),
  );
  expect(strangers).toEqual([]);
});

/** Leaf fields of a type that are modelled and need no argument. */
function modelledLeaves(type: string): string {
  const fields = Object.keys(resolvers[type] ?? {}).map((name) => objectType(type).getFields()[name]!);
  const leaves = fields.filter((field) => isLeafType(getNamedType(field.type)) && !field.args.some(isRequiredArgument));
  return ['__typename', ...leaves.map((field) => field.name)].join(' ');
}

const money = '{ shopMoney { amount currencyCode } presentmentMoney { amount } }';
const bags = (type: string) =>
  Object.keys(resolvers[type] ?? {})
    .filter((name) => getNamedType(objectType(type).getFields()[name]!.type).name === 'MoneyBag')
    .map((name) => `${name} ${money}`)
    .join(' ');
const address = `{ id firstName address1 city zip countryCode ${modelledLeaves('MailingAddress')} }`;
const image = `{ id width height ${modelledLeaves('Image')} }`;
const media = `{ id alt ... on MediaImage { ${modelledLeaves('MediaImage')} image ${image} } }`;

let running: TestWorld | undefined;
const start = async () => (running = await startTestWorld());
afterEach(() => running?.close());

describe('everything that is modelled is answered without an error', () => {
  it.each([
    [
      'the shop',
      `{ shop { id name email ${modelledLeaves('Shop')} primaryDomain { id host url sslEnabled } plan { publicDisplayName shopifyPlus }
         shopAddress { id address1 city ${modelledLeaves('ShopAddress')} } currencyFormats { moneyFormat } } }`,
    ],
    [
      'a product',
      `{ product(id: "gid://shopify/Product/1001") { id title handle vendor productType tags status descriptionHtml ${modelledLeaves('Product')}
         seo { title } variantsCount { count } options { id name position values } featuredMedia ${media} media(first: 1) { nodes ${media} }
         featuredImage ${image} images(first: 1) { edges { cursor node ${image} } }
         priceRangeV2 { minVariantPrice { amount } maxVariantPrice { amount } } compareAtPriceRange { minVariantCompareAtPrice { amount } }
         collections(first: 1) { nodes { id title handle ${modelledLeaves('Collection')} productsCount { count } products(first: 1) { nodes { id } } } }
         inCollection(id: "gid://shopify/Collection/501")
         variants(first: 1) { nodes { id title sku inventoryQuantity inventoryPolicy ${modelledLeaves('ProductVariant')} selectedOptions { name value }
           product { id } inventoryItem { id ${modelledLeaves('InventoryItem')} variant { id } variants(first: 1) { nodes { id } }
             inventoryLevels(first: 1) { nodes { id ${modelledLeaves('InventoryLevel')} location { id } quantities(names: ["available", "committed"]) { id name quantity } } } } } } } }`,
    ],
    [
      'a customer',
      `{ customer(id: "gid://shopify/Customer/3001") { id firstName lastName email phone locale tags note ${modelledLeaves('Customer')}
         amountSpent { amount currencyCode } statistics { predictedSpendTier rfmGroup } mergeable { isMergeable }
         defaultAddress ${address} addresses ${address} addressesV2(first: 1) { nodes ${address} }
         defaultEmailAddress { ${modelledLeaves('CustomerEmailAddress')} sourceLocation { id } }
         defaultPhoneNumber { phoneNumber ${modelledLeaves('CustomerPhoneNumber')} }
         emailMarketingConsent { marketingState marketingOptInLevel consentUpdatedAt } smsMarketingConsent { marketingState }
         lastOrder { id } orders(first: 1) { nodes { id } } metafield(key: "x") { id } metafields(first: 1) { nodes { id } } } }`,
    ],
    [
      'an order',
      `{ order(id: "gid://shopify/Order/900001") { id name email cartToken checkoutToken discountCodes sourceName ${modelledLeaves('Order')} ${bags('Order')}
         customer { id } shippingAddress ${address} billingAddress ${address} customAttributes { key value } taxLines { title }
         customerJourneySummary { ready firstVisit { id } lastVisit { id } momentsCount { count } } refunds(first: 5) { id }
         lineItems(first: 1) { nodes { id title quantity sku variantTitle ${modelledLeaves('LineItem')} ${bags('LineItem')} product { id } variant { id } } } } }`,
    ],
    [
      'the app',
      `{ currentAppInstallation { id ${modelledLeaves('AppInstallation')} accessScopes { handle description } activeSubscriptions { id }
         app { id ${modelledLeaves('App')} requestedAccessScopes { handle } } metafields(first: 1) { nodes { id } } }
         webhookSubscriptions(first: 5) { nodes { id } } webPixel { id } locations(first: 5) { nodes { id } } bulkOperations(first: 1) { nodes { id } } }`,
    ],
  ])('%s', async (_what, query) => {
    const world = await start();
    const answer = await world.graphql(query);
    expect(answer.errors).toBeUndefined();
  });

  it('an abandoned checkout, once nobody has touched it for ten minutes', async () => {
    const world = await start();
    const cart = world.store.createCart();
    const product = world.data.products[0]!;
    world.store.setCartLines(cart.token, [{ variantId: product.variants[1]!.id, quantity: 3 }]);
    world.store.setCartAttributes(cart.token, { _kindred_visitor: 'v' });
    const checkout = world.store.createCheckout(cart.token);
    world.store.submitContact(checkout.token, { email: 'person1@example.com', acceptsMarketing: false });
    const query = `{ abandonedCheckoutsCount { count } abandonedCheckouts(first: 5) { nodes { id ${modelledLeaves('AbandonedCheckout')} ${bags('AbandonedCheckout')}
      customer { id } billingAddress ${address} customAttributes { key value }
      lineItems(first: 5) { nodes { id quantity ${modelledLeaves('AbandonedCheckoutLineItem')} ${bags('AbandonedCheckoutLineItem')} product { id } variant { id } image ${image} } } } } }`;
    expect(await world.read(query)).toMatchObject({ abandonedCheckoutsCount: { count: 0 } });
    await world.clock.advance(10 * 60_000);
    const answer = await world.read<{ abandonedCheckouts: { nodes: Record<string, unknown>[] } }>(query);
    expect(answer.abandonedCheckouts.nodes).toMatchObject([
      {
        completedAt: null,
        customer: { id: 'gid://shopify/Customer/3001' },
        customAttributes: [{ key: '_kindred_visitor', value: 'v' }],
        abandonedCheckoutUrl: `https://tiny-shop.myshopify.com/checkouts/${checkout.token}`,
        totalPriceSet: { shopMoney: { amount: '35.94', currencyCode: 'EUR' } },
        lineItems: { nodes: [{ quantity: 3, title: 'Thing 1', variantTitle: 'Large' }] },
      },
    ]);
    world.store.completeCheckout(checkout.token);
    const after = await world.read<{ abandonedCheckouts: { nodes: { completedAt: string | null }[] } }>(query);
    expect(after.abandonedCheckouts.nodes[0]?.completedAt).not.toBeNull();
  });
});

describe('node and nodes', () => {
  it('find objects of every kind by id, in the order asked for, null for what is not there', async () => {
    const world = await start();
    const ids = [
      'Product/1001',
      'ProductVariant/20011',
      'Collection/501',
      'Customer/3001',
      'Order/900001',
      'InventoryItem/20011',
      'Product/9',
    ];
    const gids = ids.map((id) => `gid://shopify/${id}`);
    const answer = await world.read<{ nodes: ({ __typename: string; id: string } | null)[] }>(
      'query($ids: [ID!]!) { nodes(ids: $ids) { __typename id } }',
      { ids: gids },
    );
    const expected = ids.slice(0, -1).map((id) => ({ __typename: id.split('/')[0], id: `gid://shopify/${id}` }));
    expect(answer.nodes).toEqual([...expected, null]);
  });

  it('refuse what is no id, and an id of another type', async () => {
    const world = await start();
    expect((await world.graphql('{ node(id: "17") { id } }')).errors?.[0]?.message).toBe("Invalid global id '17'");
    const wrong = await world.graphql('{ customer(id: "gid://shopify/Order/900001") { id } }');
    expect(wrong.errors?.[0]?.message).toBe('Invalid id: gid://shopify/Order/900001');
  });
});

describe('addresses of the online store', () => {
  it('lead to the storefront once it is known', async () => {
    const world = await start();
    world.standIn.setStorefrontUrl('http://127.0.0.1:4002/');
    const answer = await world.read<{ product: { onlineStoreUrl: string; featuredMedia: { image: { url: string } } } }>(
      `{ shop { url } product(id: "gid://shopify/Product/1001") { onlineStoreUrl
         featuredMedia { ... on MediaImage { image { url(transform: { maxWidth: 320 }) } } } } }`,
    );
    expect(answer).toEqual({
      shop: { url: 'http://127.0.0.1:4002' },
      product: {
        onlineStoreUrl: 'http://127.0.0.1:4002/products/thing-1',
        featuredMedia: { image: { url: 'http://127.0.0.1:4002/images/products/thing-1.svg?width=320' } },
      },
    });
  });

  it('are null for a product that is not for sale', async () => {
    const world = await start();
    world.store.setProductStatus('gid://shopify/Product/1001', 'ARCHIVED');
    const answer = await world.read('{ product(id: "gid://shopify/Product/1001") { status onlineStoreUrl } }');
    expect(answer).toEqual({ product: { status: 'ARCHIVED', onlineStoreUrl: null } });
  });
});

it('a customer can be found by address', async () => {
  const world = await start();
  const query = 'query($identifier: CustomerIdentifierInput!) { customerByIdentifier(identifier: $identifier) { id } }';
  const id = 'gid://shopify/Customer/3001';
  expect(await world.read(query, { identifier: { emailAddress: 'PERSON1@example.com' } })).toEqual({
    customerByIdentifier: { id },
  });
  expect(await world.read(query, { identifier: { phoneNumber: '+4930123456' } })).toEqual({
    customerByIdentifier: { id },
  });
  expect(await world.read(query, { identifier: { emailAddress: 'no@example.com' } })).toEqual({
    customerByIdentifier: null,
  });
});
