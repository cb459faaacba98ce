import { afterEach, describe, expect, it } from 'vitest';
import { startTestWorld, type TestWorld, type TestWorldOptions } from '../testing/test-world';
import { tinyStore } from '../testing/tiny-store';
import { appTomlWithScopes } from '../testing/app-toml';

let world: TestWorld;
afterEach(() => world.close());

async function start(options: TestWorldOptions = {}) {
  world = await startTestWorld(options);
}

interface Operation {
  id: string;
  status: string;
  errorCode: string | null;
  url: string | null;
  objectCount: string;
  rootObjectCount: string;
  fileSize: string | null;
}
interface Run {
  bulkOperation: Operation | null;
  userErrors: { field: string[] | null; message: string; code: string }[];
}
type Line = Record<string, unknown> & { __parentId?: string };

const operationFields = 'id status errorCode url objectCount rootObjectCount fileSize';

async function run(query: string, groupObjects?: boolean): Promise<Run> {
  const mutation = `mutation($query: String!, $group: Boolean!) { bulkOperationRunQuery(query: $query, groupObjects: $group) {
    bulkOperation { ${operationFields} } userErrors { field message code } } }`;
  const answer = await world.read<{ bulkOperationRunQuery: Run }>(mutation, { query, group: groupObjects ?? false });
  return answer.bulkOperationRunQuery;
}

async function find(id: string): Promise<Operation> {
  const query = `query($id: ID!) { bulkOperation(id: $id) { ${operationFields} } }`;
  return (await world.read<{ bulkOperation: Operation }>(query, { id })).bulkOperation;
}

async function finish(query: string, groupObjects?: boolean): Promise<Operation & { lines: Line[]; text: string }> {
  const started = await run(query, groupObjects);
  expect(started.userErrors).toEqual([]);
  await world.standIn.settled();
  const operation = await find(started.bulkOperation!.id);
  const text = operation.url ? await (await fetch(operation.url)).text() : '';
  return {
    ...operation,
    text,
    lines: text
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line) as Line),
  };
}

const ordersQuery = `{ orders { edges { node { id name totalPriceSet { shopMoney { amount currencyCode } } customer { id }
  lineItems { edges { node { id quantity product { id } originalUnitPriceSet { shopMoney { amount } } } } } } } } }`;

describe('a result', () => {
  it('has each object on a line of its own, children with the id of their parent, not beside it', async () => {
    await start({ data: tinyStore({ orders: 120, linesPerOrder: 4 }) });
    const { lines, objectCount, rootObjectCount, fileSize, text } = await finish(ordersQuery);
    expect([objectCount, rootObjectCount, fileSize]).toEqual(['600', '120', String(Buffer.byteLength(text))]);
    const parents = lines.filter((line) => !line.__parentId);
    const children = lines.filter((line) => line.__parentId);
    expect(parents.map((line) => line.id).sort()).toEqual(world.data.orders.map((order) => order.id).sort());
    for (const order of world.data.orders) {
      const own = children.filter((line) => line.__parentId === order.id).map((line) => line.id);
      expect(own.sort()).toEqual(order.lines.map((line) => line.id).sort());
    }
    expect(parents.find((line) => line.name === '#1001')).toEqual({
      id: 'gid://shopify/Order/900001',
      name: '#1001',
      totalPriceSet: { shopMoney: { amount: expect.stringMatching(/^\d+\.\d+$/) as unknown, currencyCode: 'EUR' } },
      customer: { id: 'gid://shopify/Customer/3001' },
    });
    const position = new Map(lines.map((line, index) => [line.id, index]));
    const early = children.filter((line) => position.get(line.id)! < position.get(line.__parentId)!);
    expect(early.length).toBeGreaterThan(50);
  });

  it('may at least have each parent before its children', async () => {
    await start({ data: tinyStore({ orders: 120, linesPerOrder: 4 }), unknowns: { bulkLineOrder: 'parents-first' } });
    const { lines } = await finish(ordersQuery);
    const position = new Map(lines.map((line, index) => [line.id, index]));
    const children = lines.filter((line) => line.__parentId);
    expect(children.filter((line) => position.get(line.id)! < position.get(line.__parentId)!)).toEqual([]);
    expect(
      children.filter((line) => position.get(line.id)! - position.get(line.__parentId)! > 10).length,
    ).toBeGreaterThan(300);
  });

  it('is grouped under parents on request', async () => {
    await start({ data: tinyStore({ orders: 60, linesPerOrder: 3 }) });
    const { lines } = await finish(ordersQuery, true);
    let parent: unknown;
    for (const line of lines) {
      if (!line.__parentId) parent = line.id;
      else expect(line.__parentId).toBe(parent);
    }
    expect(lines).toHaveLength(240);
  });

  it('reaches two levels down', async () => {
    await start();
    const query = '{ collections { edges { node { id title products { edges { node { id } } } } } } }';
    const { lines } = await finish(query, true);
    expect(lines.map((line) => [line.id, line.__parentId])).toEqual([
      ['gid://shopify/Collection/501', undefined],
      ['gid://shopify/Product/1001', 'gid://shopify/Collection/501'],
      ['gid://shopify/Product/1003', 'gid://shopify/Collection/501'],
      ['gid://shopify/Collection/502', undefined],
      ['gid://shopify/Product/1002', 'gid://shopify/Collection/502'],
      ['gid://shopify/Product/1004', 'gid://shopify/Collection/502'],
    ]);
  });

  it('holds what the search finds', async () => {
    await start({ data: tinyStore({ orders: 20 }) });
    const query = `{ orders(query: "updated_at:>'2026-09-27T10:00:00Z'") { edges { node { id } } } }`;
    expect((await finish(query)).lines).toHaveLength(2);
  });

  it('without objects has no address', async () => {
    await start();
    const operation = await finish('{ orders(query: "name:none") { edges { node { id } } } }');
    expect(operation).toMatchObject({ status: 'COMPLETED', url: null, objectCount: '0', fileSize: null });
  });

  it('can be fetched in parts, so that a broken download goes on', async () => {
    await start({ data: tinyStore({ orders: 50 }) });
    const { url, text } = await finish(ordersQuery);
    const middle = Math.floor(text.length / 2);
    const rest = await fetch(url!, { headers: { Range: `bytes=${middle}-` } });
    expect([rest.status, rest.headers.get('content-range')]).toEqual([
      206,
      `bytes ${middle}-${text.length - 1}/${text.length}`,
    ]);
    expect(await rest.text()).toBe(text.slice(middle));
    const whole = await fetch(url!);
    expect(whole.headers.get('content-type')).toBe('application/jsonl');
    expect(whole.headers.get('accept-ranges')).toBe('bytes');
  });

  it('is given to the signed address alone, for seven days', async () => {
    await start();
    const { url } = await finish('{ products { edges { node { id } } } }');
    expect((await fetch(url!.replace(/Signature=[^&]*/, 'Signature=x'))).status).toBe(403);
    expect((await fetch(url!.replace(/Expires=\d+/, 'Expires=9999999999'))).status).toBe(403);
    world.system.offsetMs += 7 * 24 * 3_600_000 + 1000;
    expect((await fetch(url!)).status).toBe(400);
  });
});

describe('an operation', () => {
  it('is created, runs, completes and is announced', async () => {
    await start({ data: tinyStore({ orders: 200 }) });
    const { bulkOperation } = await run(ordersQuery);
    expect(bulkOperation).toMatchObject({ status: 'CREATED', url: null, objectCount: '0' });
    expect((await find(bulkOperation!.id)).status).toMatch(/^(CREATED|RUNNING|COMPLETED)$/);
    await world.standIn.settled();
    expect(await find(bulkOperation!.id)).toMatchObject({ status: 'COMPLETED', errorCode: null });
    expect(world.receiver.of('bulk_operations/finish').map((each) => each.body.admin_graphql_api_id)).toEqual([
      bulkOperation!.id,
    ]);
    expect(
      world.log
        .all()
        .map(({ entry }) => entry)
        .find((entry) => entry.kind === 'bulk'),
    ).toMatchObject({ status: 'COMPLETED', objectCount: 600 });
  });

  it('is one of at most five at a time', async () => {
    await start({ data: tinyStore({ orders: 300 }) });
    const six = await Promise.all(Array.from({ length: 6 }, () => run(ordersQuery)));
    const refused = six.filter((each) => each.bulkOperation === null);
    expect(refused).toHaveLength(1);
    expect(refused[0]?.userErrors).toMatchObject([
      {
        field: null,
        code: 'OPERATION_IN_PROGRESS',
        message: expect.stringMatching(
          /^A bulk query operation for this app and shop is already in progress: (gid:\/\/shopify\/BulkOperation\/\d+(, )?){5}\.$/,
        ) as unknown,
      },
    ]);
    await world.standIn.settled();
    expect((await run(ordersQuery)).userErrors).toEqual([]);
    await world.standIn.settled();
  });

  it('can be cancelled while it runs, and not afterwards', async () => {
    await start({ data: tinyStore({ orders: 2000 }) });
    const cancel = (id: string) =>
      world.read<{
        bulkOperationCancel: { bulkOperation: Operation; userErrors: { field: string[] | null; message: string }[] };
      }>(
        'mutation($id: ID!) { bulkOperationCancel(id: $id) { bulkOperation { id status } userErrors { field message } } }',
        { id },
      );
    const { bulkOperation } = await run(ordersQuery);
    expect((await cancel(bulkOperation!.id)).bulkOperationCancel).toMatchObject({
      bulkOperation: { status: 'CANCELING' },
      userErrors: [],
    });
    await world.standIn.settled();
    expect(await find(bulkOperation!.id)).toMatchObject({ status: 'CANCELED', url: null });
    expect((await cancel(bulkOperation!.id)).bulkOperationCancel.userErrors).toEqual([
      { field: null, message: 'A bulk operation cannot be canceled when it is canceled' },
    ]);
    const unknown = await cancel('gid://shopify/BulkOperation/1');
    expect(unknown.bulkOperationCancel.userErrors).toEqual([
      { field: ['id'], message: 'Bulk operation does not exist' },
    ]);
    expect(world.receiver.of('bulk_operations/finish')[0]?.body.status).toBe('canceled');
  });

  it('fails for lack of a scope', async () => {
    await start({ toml: appTomlWithScopes(['read_products']) });
    const operation = await finish('{ orders { edges { node { id } } } }');
    expect(operation).toMatchObject({ status: 'FAILED', errorCode: 'ACCESS_DENIED', url: null });
  });

  it('sees 60 days of orders without read_all_orders', async () => {
    await start({ data: tinyStore({ orders: 100 }), approvals: { readAllOrders: false } });
    expect((await finish('{ orders { edges { node { id } } } }')).lines).toHaveLength(60);
  });

  it('is refused with the field and a code', async () => {
    await start();
    expect(await run('{ shop { id } }')).toEqual({
      bulkOperation: null,
      userErrors: [
        { field: ['query'], message: 'Bulk queries must contain at least one connection.', code: 'INVALID' },
      ],
    });
  });

  it('lets other requests be answered while it runs', async () => {
    await start({ data: tinyStore({ orders: 1500, linesPerOrder: 10 }) });
    const { bulkOperation } = await run(ordersQuery);
    let answered = 0;
    while (['CREATED', 'RUNNING'].includes((await find(bulkOperation!.id)).status)) answered++;
    expect(answered).toBeGreaterThan(3);
  });

  it('is listed and filtered', async () => {
    await start();
    await finish('{ products { edges { node { id } } } }');
    await finish('{ orders { edges { node { id } } } }');
    const answer = await world.read<{ bulkOperations: { nodes: Operation[] } }>(
      '{ bulkOperations(first: 5, query: "status:completed", sortKey: CREATED_AT, reverse: true) { nodes { objectCount status } } }',
    );
    expect(answer.bulkOperations.nodes).toEqual([
      { objectCount: '5', status: 'COMPLETED' },
      { objectCount: '4', status: 'COMPLETED' },
    ]);
  });
});
