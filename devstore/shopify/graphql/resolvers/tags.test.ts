import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { appTomlWithScopes } from '../../testing/app-toml';
import { startTestWorld, type TestWorld } from '../../testing/test-world';

let world: TestWorld;
beforeEach(async () => {
  world = await startTestWorld();
});
afterEach(() => world.close());

const id = 'gid://shopify/Customer/3001';
const tagsOf = () => world.store.data.customers.find((each) => each.id === id)?.tags;
const change = (field: 'tagsAdd' | 'tagsRemove', tags: string[], of = id) =>
  world.graphql(
    `mutation($id: ID!, $tags: [String!]!) { ${field}(id: $id, tags: $tags) { node { id } userErrors { field message } } }`,
    { id: of, tags },
  );
const payload = async (...given: Parameters<typeof change>) => (await change(...given)).data[given[0]];

describe('tags of a customer', () => {
  it('are added and taken off, and the app hears of each', async () => {
    await change('tagsAdd', ['first, second', 'third']);
    expect(tagsOf()).toEqual(expect.arrayContaining(['first', 'second', 'third']));
    await change('tagsRemove', ['SECOND']);
    expect(tagsOf()).not.toContain('second');
    await world.standIn.settled();
    expect(world.receiver.of('customer.tags_added')).toHaveLength(1);
    expect(world.receiver.of('customer.tags_removed')).toHaveLength(1);
  });

  it('that are there already, in whatever letters, change and tell nothing', async () => {
    await change('tagsAdd', ['Loyal']);
    await world.standIn.settled();
    const heard = world.receiver.received.length;
    expect(await payload('tagsAdd', ['loyal'])).toEqual({ node: { id }, userErrors: [] });
    expect(await payload('tagsRemove', ['never there'])).toEqual({ node: { id }, userErrors: [] });
    await world.standIn.settled();
    expect(world.receiver.received).toHaveLength(heard);
    expect(tagsOf()).toContain('Loyal');
  });

  it('of more than 40 characters are refused, all of the call', async () => {
    const long = 'x'.repeat(41);
    expect(await payload('tagsAdd', ['short', long])).toMatchObject({ userErrors: [{ field: ['tags'] }] });
    expect(tagsOf()).not.toContain('short');
    expect(await payload('tagsAdd', [long.slice(1)])).toMatchObject({ userErrors: [] });
  });

  it('are 250 at most', async () => {
    const many = Array.from({ length: 260 }, (_, at) => `tag ${at}`);
    expect(await payload('tagsAdd', many)).toMatchObject({ userErrors: [{ field: ['tags'] }] });
    expect(await payload('tagsAdd', many.slice(0, 200))).toMatchObject({ userErrors: [] });
  });

  it('of nobody are refused by name; an id of something without tags spoils the request', async () => {
    expect(await payload('tagsAdd', ['a'], 'gid://shopify/Customer/1')).toEqual({
      node: null,
      userErrors: [{ field: ['id'], message: 'Customer does not exist' }],
    });
    const { errors } = await change('tagsAdd', ['a'], 'gid://shopify/Shop/1');
    expect(errors?.[0]?.extensions?.code).toBe('RESOURCE_NOT_FOUND');
  });

  it('cost ten points a part, and a request carries them out one by one', async () => {
    const parts = [0, 1].map((at) => `t${at}: tagsAdd(id: "${id}", tags: ["n${at}"]) { userErrors { message } }`);
    const { extensions } = await world.graphql(`mutation { ${parts.join(' ')} }`);
    expect(extensions.cost.requestedQueryCost).toBe(20);
    expect(tagsOf()).toEqual(expect.arrayContaining(['n0', 'n1']));
  });
});

describe('without the scope to write customers', () => {
  it('nothing of them is written', async () => {
    await world.close();
    world = await startTestWorld({ toml: appTomlWithScopes(['read_customers']) });
    const codeOf = async (text: string) => (await world.graphql(text)).errors?.[0]?.extensions?.code;
    expect((await change('tagsAdd', ['a'])).errors?.[0]?.extensions?.code).toBe('ACCESS_DENIED');
    expect((await change('tagsRemove', ['a'])).errors?.[0]?.extensions?.code).toBe('ACCESS_DENIED');
    const metafield = `ownerId: "${id}", namespace: "$app", key: "segments"`;
    const list = 'type: "list.single_line_text_field", value: "[]"';
    expect(
      await codeOf(`mutation { metafieldsSet(metafields: [{ ${metafield}, ${list} }]) { userErrors { message } } }`),
    ).toBe('ACCESS_DENIED');
    expect(
      await codeOf(`mutation { metafieldsDelete(metafields: [{ ${metafield} }]) { userErrors { message } } }`),
    ).toBe('ACCESS_DENIED');
  });
});

describe('a list among metafields', () => {
  const type = 'list.single_line_text_field';
  const set = (value: string) =>
    world.graphql(
      'mutation($m: [MetafieldsSetInput!]!) { metafieldsSet(metafields: $m) { userErrors { code field message } } }',
      { m: [{ ownerId: id, namespace: '$app', key: 'segments', type, value }] },
    );
  const read = async () =>
    (
      await world.read<{ customer: { metafield: { value: string } | null } }>(
        `{ customer(id: "${id}") { metafield(namespace: "$app", key: "segments") { value } } }`,
      )
    ).customer.metafield?.value ?? null;

  it('holds texts, and goes when it is deleted; one that is not there is no mistake', async () => {
    await set('["a","b"]');
    expect(await read()).toBe('["a","b"]');
    expect((await set('[1]')).data.metafieldsSet).toMatchObject({ userErrors: [{ code: 'INVALID_VALUE' }] });
    const remove = () =>
      world.read<{ metafieldsDelete: unknown }>(
        `mutation { metafieldsDelete(metafields: [{ ownerId: "${id}", namespace: "$app", key: "segments" }]) { deletedMetafields { key } userErrors { message } } }`,
      );
    expect((await remove()).metafieldsDelete).toEqual({ deletedMetafields: [{ key: 'segments' }], userErrors: [] });
    expect((await remove()).metafieldsDelete).toEqual({ deletedMetafields: [null], userErrors: [] });
    expect(await read()).toBeNull();
  });

  it('is defined once', async () => {
    const define = async () =>
      (
        await world.graphql(
          'mutation($d: MetafieldDefinitionInput!) { metafieldDefinitionCreate(definition: $d) { createdDefinition { name } userErrors { code } } }',
          { d: { name: 'Segments', namespace: '$app', key: 'segments', ownerType: 'CUSTOMER', type } },
        )
      ).data.metafieldDefinitionCreate;
    expect(await define()).toEqual({ createdDefinition: { name: 'Segments' }, userErrors: [] });
    expect(await define()).toEqual({ createdDefinition: null, userErrors: [{ code: 'TAKEN' }] });
  });
});
