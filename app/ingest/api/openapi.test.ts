import { Ajv2020, type AnySchema } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { Validator } from '@seriousme/openapi-schema-validator';
import { beforeAll, describe, expect, it } from 'vitest';
import { makeTestKey, type TestKey } from '../../../tests/factories/api-callers';
import { ingestApp } from '../../../tests/factories/ingest-app';
import { makePerson } from '../../../tests/factories/people';
import { createShop } from '../../../tests/factories/shops';
import { testApp } from '../../../tests/factories/test-app';
import { trainShop } from '../../../tests/factories/trained-shop';
import { testDatabase } from '../../../tests/setup/database';
import { withShop } from '~/platform/db/db.server';
import { apiScopes } from '~/ops/api-scopes';
import { apiRoutes } from './api.server';

type SpecData = Exclude<Parameters<Validator['validate']>[0], string>;

interface Operation {
  security: unknown[];
  requestBody?: { content: { 'application/json': { schema: AnySchema } } };
  responses: Record<
    string,
    { content: { 'application/json': { schema: AnySchema } }; headers?: Record<string, unknown> }
  >;
}
interface Described {
  paths: Record<string, Record<string, Operation>>;
}

const database = await testDatabase();
const app = testApp(database);
const web = ingestApp(app, database);
/** The same, but that its database is lost. */
const lostApp = testApp(database);
const lostWeb = ingestApp(lostApp, database);

const ajv = addFormats(new Ajv2020({ strict: false, allErrors: true }));

let shopId: string;
let key: TestKey;
let spentKey: TestKey;
let described: Described;
beforeAll(async () => {
  shopId = (await createShop(app)).id;
  key = await makeTestKey(app, shopId);
  await withShop(shopId, () => makePerson(app, shopId, { email: 'anna@example.com' }));
  spentKey = await makeTestKey(app, shopId);
  await trainShop(app, shopId);
  await lostApp.db.close();
  described = (await (await fetch(web.url('/api/v1/openapi.json'))).json()) as Described;
});

const GOOD: Record<string, unknown> = {
  '/api/v1/track': { userId: '1', event: 'x' },
  '/api/v1/identify': { userId: '1', traits: { email: 'b@example.com', 'a b': 1 } },
  '/api/v1/page': { anonymousId: '1' },
  '/api/v1/screen': { userId: '1', name: 'Home' },
  '/api/v1/group': { userId: '1', groupId: 'g' },
  '/api/v1/alias': { userId: '1', previousId: 'a' },
  '/api/v1/batch': {
    batch: [{ type: 'track', userId: '1', event: 'x' }, { type: 'x' }],
    sentAt: '2026-03-10T12:00:00Z',
  },
  '/api/v1/consent': {
    ...{ email: 'c@example.com', state: 'granted', occurredAt: '2026-03-10T12:00:00Z', source: 'Till 1' },
    wording: { text: 'Yes, write to me.', locale: 'en' },
  },
};

interface Provoked {
  method: string;
  path: string;
  status: number;
}

const everyAnswer = (): Provoked[] =>
  Object.entries(described.paths).flatMap(([path, operations]) =>
    Object.entries(operations).flatMap(([method, { responses }]) =>
      Object.keys(responses).map((status) => ({ method, path, status: Number(status) })),
    ),
  );

async function provoke({ method, path, status }: Provoked): Promise<Response> {
  const query = path.endsWith('profiles') || path.endsWith('recommendations') ? queryFor(path, status) : '';
  const headers = { ...(await headersFor(status)), 'Content-Type': 'application/json' };
  const body = status === 400 ? '{' : status === 413 ? 'x'.repeat(600_000) : JSON.stringify(GOOD[path]);
  const url = (status === 503 ? lostWeb : web).url(path + query);
  return fetch(url, { method: method.toUpperCase(), headers, ...(method === 'get' ? {} : { body }) });
}

/** Time stands still: whoever has asked too often, has until somebody moves it. */
async function spend({ bearer }: TestKey): Promise<void> {
  const ask = () => fetch(web.url('/api/v1/profiles'), { headers: bearer });
  for (let asked = 0; asked < 350; asked += 10) await Promise.all(Array.from({ length: 10 }, ask));
}

async function headersFor(status: number): Promise<Record<string, string>> {
  switch (status) {
    case 401:
      return {};
    case 403: {
      const none = await makeTestKey(app, shopId, ['history:write']);
      return none.bearer;
    }
    case 415:
      return { ...key.bearer, 'Content-Encoding': 'zstd' };
    case 429:
      return spentKey.bearer;
    default:
      return key.bearer;
  }
}

const queryFor = (path: string, status: number): string =>
  status === 404
    ? '?email=nobody@example.com'
    : status !== 400
      ? '?email=anna@example.com'
      : path.endsWith('profiles')
        ? ''
        : '?limit=0';

describe('the document of the API', () => {
  it('is right OpenAPI 3.1', async () => {
    const validator = new Validator();
    const { valid, errors } = await validator.validate(structuredClone(described) as unknown as SpecData);
    expect(errors).toBeUndefined();
    expect([valid, validator.version]).toEqual([true, '3.1']);
  });

  it('has every address that answers, and no other', () => {
    const served = apiRoutes(web.appUrl).map(({ method, path }) => `${method} ${path}`);
    const named = Object.entries(described.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method} ${path}`),
    );
    expect(named.sort()).toEqual(served.sort());
  });

  it('names nothing of any shop, and every scope that there is', () => {
    const text = JSON.stringify(described);
    expect(text).not.toContain(shopId);
    for (const scope of apiScopes.filter((each) => each !== 'history:write')) expect(text).toContain(scope);
  });

  it('describes every answer that can be provoked, and every one of those comes as it is described', async () => {
    await spend(spentKey);
    for (const provoked of everyAnswer()) {
      const { method, path, status } = provoked;
      const name = `${method} ${path} ${status}`;
      const response = await provoke(provoked);
      expect(response.status, name).toBe(status);
      const answer = described.paths[path]?.[method]?.responses[String(status)];
      const body: unknown = await response.json();
      const isValid = ajv.validate(answer?.content['application/json'].schema ?? false, body);
      expect(isValid, `${name}: ${ajv.errorsText()}\n${JSON.stringify(body).slice(0, 500)}`).toBe(true);
      for (const header of Object.keys(answer?.headers ?? {}))
        if (status !== 503) expect(response.headers.get(header), `${name}: ${header}`).toMatch(/^\d+$/);
    }
  });

  it('describes bodies as they are read: what is right passes, what is wrong does not', () => {
    for (const [path, body] of Object.entries(GOOD).filter(([each]) => each !== '/api/v1/batch')) {
      const schema = described.paths[path]?.post?.requestBody?.content['application/json'].schema ?? false;
      expect(ajv.validate(schema, body), `${path}: ${ajv.errorsText()}`).toBe(true);
      expect(ajv.validate(schema, {}), path).toBe(false);
    }
  });
});
