import { Kind, parse, validate, visit } from 'graphql';
import { describe, expect, test } from 'vitest';
import type { BulkScope } from '~/capture/shopify-sync/store-source';
import { syncKinds } from '~/capture/shopify-sync/sync-kinds';
import { checkBulkQuery } from '../../../tests/factories/shopify-rules';
import { loadAdminSchema } from '../../../setup/operation-types';
import { bulkQueries } from './bulk-queries';
import { bulkQuery } from './bulk-query';
import { inPages } from './query-texts';

const NOW = new Date('2026-09-30T10:00:00.000Z');
const schema = loadAdminSchema();
const scopes: BulkScope[] = [{ kind: 'everything' }, { kind: 'changes', since: NOW }, { kind: 'ids' }];
const all = syncKinds.flatMap((kind) =>
  scopes.map((scope) => [kind, scope.kind, bulkQuery(kind, scope, NOW)] as const),
);

describe('what is run in bulk', () => {
  test.each(all)(
    '%s, %s: is a query that Shopify takes for a bulk operation, without variables',
    (_kind, _scope, query) => {
      expect(checkBulkQuery(schema, query)).not.toHaveProperty('faults');
      const variables: string[] = [];
      visit(parse(query), { [Kind.VARIABLE]: ({ name }) => void variables.push(name.value) });
      expect(variables).toEqual([]);
    },
  );

  test('asks for the checkouts of the last 60 days, by a time in quotes', () => {
    expect(searchIn(bulkQuery('checkouts', { kind: 'everything' }, NOW))).toBe(
      "created_at:>='2026-08-01T10:00:00.000Z'",
    );
  });

  test.each(syncKinds)('asks for changes of %s by their stamp', (kind) => {
    expect(searchIn(bulkQuery(kind, { kind: 'changes', since: NOW }, NOW))).toBe(
      "updated_at:>='2026-09-30T10:00:00.000Z'",
    );
  });
});

describe('what is asked page by page', () => {
  test.each(syncKinds)('%s: is a query that Shopify knows', (kind) => {
    expect(validate(schema, parse(inPages(bulkQueries[kind])))).toEqual([]);
  });
});

const searchIn = (query: string): string | undefined => /query: "([^"]*)"/.exec(query)?.[1];
