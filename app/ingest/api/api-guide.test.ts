import { readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { makeTestKey, type TestKey } from '../../../tests/factories/api-callers';
import { ingestApp } from '../../../tests/factories/ingest-app';
import { createShop } from '../../../tests/factories/shops';
import { testApp } from '../../../tests/factories/test-app';
import { testDatabase } from '../../../tests/setup/database';
import { processInboxJob } from '~/jobs/process-inbox.server';
import { apiScopes } from '~/ops/api-scopes';
import { withShop } from '~/platform/db/db.server';
import { apiRoutes } from './api.server';

const database = await testDatabase();
const app = testApp(database);
const web = ingestApp(app, database);

const guide = readFileSync(path.join(import.meta.dirname, '..', '..', '..', 'docs', 'api.md'), 'utf8');
const examples = [...guide.matchAll(/```json (GET|POST) (\S+)\n([\s\S]*?)```/g)].map(([, method, address, body]) => ({
  ...{ method: method ?? '', address: address ?? '', body: body ?? '' },
}));

let shopId: string;
let key: TestKey;
beforeAll(async () => {
  shopId = (await createShop(app)).id;
  key = await makeTestKey(app, shopId);
});

describe('docs/api.md', () => {
  it('has an example of each kind, and each does what it says', async () => {
    expect(examples.map(({ method }) => method)).toEqual(['POST', 'POST', 'POST', 'POST', 'GET', 'GET']);
    for (const { method, address, body } of examples) {
      await withShop(shopId, () => processInboxJob(app, { shopId }));
      const sent = method === 'POST' ? { method, body, headers: key.bearer } : { headers: key.bearer };
      const response = await fetch(web.url(address), sent);
      const answer: unknown = await response.json();
      expect([response.status, address, answer]).toMatchObject([200, address, {}]);
      if (address.endsWith('batch'))
        expect(answer).toEqual(JSON.parse(/```json answer\n([\s\S]*?)```/.exec(guide)?.[1] ?? ''));
    }
  });

  it('names every address and every scope', () => {
    for (const { path: address } of apiRoutes('')) expect(guide).toContain(address.split('/').at(-1));
    for (const scope of apiScopes) expect(guide).toContain(scope);
  });
});
