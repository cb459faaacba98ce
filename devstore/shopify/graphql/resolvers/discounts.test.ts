import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startTestWorld, type TestWorld } from '../../testing/test-world';

let world: TestWorld;
beforeEach(async () => {
  world = await startTestWorld();
});
afterEach(() => world.close());

const INPUT = {
  ...{ title: 'Come back', code: 'SEED', usageLimit: 1, appliesOncePerCustomer: false, context: { all: 'ALL' } },
  startsAt: '2026-01-01T00:00:00Z',
  customerGets: { value: { percentage: 0.1 }, items: { all: true } },
};
const ERRORS = 'userErrors { field code message }';

const create = async (changes: object = {}) =>
  (
    await world.graphql(
      `mutation($d: DiscountCodeBasicInput!) { discountCodeBasicCreate(basicCodeDiscount: $d) { codeDiscountNode { id } ${ERRORS} } }`,
      { d: { ...INPUT, ...changes } },
    )
  ).data.discountCodeBasicCreate as { codeDiscountNode: { id: string } | null; userErrors: object[] };
const made = async (changes: object = {}): Promise<string> => {
  const { codeDiscountNode, userErrors } = await create(changes);
  if (!codeDiscountNode) throw new Error(JSON.stringify(userErrors));
  return codeDiscountNode.id;
};
const add = (id: string, codes: string[]) =>
  world.graphql(
    `mutation($id: ID!, $codes: [DiscountRedeemCodeInput!]!) { discountRedeemCodeBulkAdd(discountId: $id, codes: $codes) { bulkCreation { id } ${ERRORS} } }`,
    { id, codes: codes.map((code) => ({ code })) },
  );
const creation = (id: string) =>
  world.read(
    `query($id: ID!) { discountRedeemCodeBulkCreation(id: $id) { done codesCount importedCount failedCount codes(first: 250) { nodes { code discountRedeemCode { id } errors { code } } } } }`,
    { id },
  );
const remove = (id: string, args: object) =>
  world.graphql(
    `mutation($id: ID!, $ids: [ID!], $search: String) { discountCodeRedeemCodeBulkDelete(discountId: $id, ids: $ids, search: $search) { job { id } ${ERRORS} } }`,
    { id, ...args },
  );

describe('a discount by code', () => {
  it('is made, found by any of its codes in whatever letters, and says its state', async () => {
    const id = await made({ endsAt: '2026-02-01T00:00:00Z' });
    const text = `query($code: String!) { codeDiscountNodeByCode(code: $code) { id codeDiscount { __typename ... on DiscountCodeBasic { title status endsAt codes(first: 5, query: "seed") { nodes { code } } } } } }`;
    expect(await world.read(text, { code: 'seed' })).toEqual({
      codeDiscountNodeByCode: {
        id,
        codeDiscount: {
          ...{ __typename: 'DiscountCodeBasic', title: 'Come back', status: 'EXPIRED', endsAt: '2026-02-01T00:00:00Z' },
          codes: { nodes: [{ code: 'SEED' }] },
        },
      },
    });
    expect(await world.read(text, { code: 'other' })).toEqual({ codeDiscountNodeByCode: null });
  });

  it.each([
    [{ title: '' }, 'title', 'BLANK'],
    [{ code: '' }, 'code', 'BLANK'],
    [{ context: null }, 'context', 'BLANK'],
    [{ usageLimit: 0 }, 'usageLimit', 'GREATER_THAN'],
    [{ endsAt: '2025-12-31T00:00:00Z' }, 'endsAt', 'END_DATE_BEFORE_START_DATE'],
    [{ customerGets: { ...INPUT.customerGets, value: { percentage: 1.5 } } }, 'percentage', 'VALUE_OUTSIDE_RANGE'],
    [
      { customerGets: { ...INPUT.customerGets, items: { products: { productsToAdd: ['gid://shopify/Product/1'] } } } },
      ...(['products', 'INVALID'] as const),
    ],
  ])('with %j is refused', async (changes, field, code) => {
    const { codeDiscountNode, userErrors } = await create(changes);
    expect(codeDiscountNode).toBeNull();
    expect(userErrors).toMatchObject([{ field: expect.arrayContaining([field]) as unknown, code }]);
  });

  it('has a code that no other has', async () => {
    await made();
    expect(await create({ code: 'seed' })).toMatchObject({ codeDiscountNode: null, userErrors: [{ code: 'TAKEN' }] });
  });
});

describe('codes in bulk', () => {
  it('are added each for itself: one that is taken is said so, the others are there', async () => {
    const id = await made();
    const asked = (await add(id, ['ONE', 'seed', 'TWO'])).data.discountRedeemCodeBulkAdd as {
      bulkCreation: { id: string };
    };
    expect(await creation(asked.bulkCreation.id)).toMatchObject({ discountRedeemCodeBulkCreation: { done: false } });
    expect(await creation(asked.bulkCreation.id)).toMatchObject({
      discountRedeemCodeBulkCreation: {
        ...{ done: true, codesCount: 3, importedCount: 2, failedCount: 1 },
        codes: {
          nodes: [
            { code: 'ONE', errors: [] },
            { code: 'seed', discountRedeemCode: null, errors: [{ code: 'TAKEN' }] },
            { code: 'TWO', errors: [] },
          ],
        },
      },
    });
  });

  it('are 250 a call at most, and of a discount that is there', async () => {
    const id = await made();
    const many = Array.from({ length: 251 }, (_, at) => `C${at}`);
    expect((await add(id, many)).errors?.[0]?.message).toContain('maximum allowed of 250');
    expect((await add(id, many.slice(1))).errors).toBeUndefined();
    const missing = await add('gid://shopify/DiscountCodeNode/1', ['ONE']);
    expect(missing.data.discountRedeemCodeBulkAdd).toMatchObject({
      ...{ bulkCreation: null, userErrors: [{ field: ['discountId'] }] },
    });
  });

  it('are deleted by their ids, by and by', async () => {
    const id = await made();
    await add(id, ['ONE', 'TWO']);
    const one = world.store.discountCodes().find(({ code }) => code === 'ONE');
    const { job } = (await remove(id, { ids: [one?.id] })).data.discountCodeRedeemCodeBulkDelete as {
      job: { id: string };
    };
    const isDone = () => world.read('query($id: ID!) { job(id: $id) { done } }', { id: job.id });
    expect([await isDone(), await isDone()]).toEqual([{ job: { done: false } }, { job: { done: true } }]);
    expect(world.store.discountCodes().map(({ code }) => code)).toEqual(['SEED', 'TWO']);
    for (const [args, code] of [
      [{}, 'MISSING_ARGUMENT'],
      [{ ids: [], search: 'TWO' }, 'TOO_MANY_ARGUMENTS'],
    ] as const)
      expect((await remove(id, args)).data.discountCodeRedeemCodeBulkDelete).toMatchObject({ userErrors: [{ code }] });
  });

  it('need the scope to write discounts', async () => {
    await world.close();
    world = await startTestWorld({
      toml: (await import('../../testing/app-toml')).appTomlWithScopes(['read_products']),
    });
    const answer = await add('gid://shopify/DiscountCodeNode/1', ['ONE']);
    expect(answer.errors?.[0]).toMatchObject({ extensions: { code: 'ACCESS_DENIED' } });
  });
});
