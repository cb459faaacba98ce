import { Kind, parse, validate, visit } from 'graphql';
import { describe, expect, test } from 'vitest';
import { syncKinds } from '~/capture/shopify-sync/store-source';
import { loadAdminSchema } from '../../../setup/operation-types';
import { bulkQuery } from './bulk-query';

const NOW = new Date('2026-09-30T10:00:00.000Z');
const schema = loadAdminSchema();

describe('what is run in bulk', () => {
  test.each(syncKinds)('%s: is a query that Shopify knows, without variables', (kind) => {
    const document = parse(bulkQuery(kind, NOW));
    expect(validate(schema, document)).toEqual([]);
    const variables: string[] = [];
    visit(document, { [Kind.VARIABLE]: ({ name }) => void variables.push(name.value) });
    expect(variables).toEqual([]);
  });

  test('asks for the checkouts of the last 60 days, by a time in quotes', () => {
    const [search] = /created_at:[^"]*/.exec(bulkQuery('checkouts', NOW)) ?? [];
    expect(search).toBe("created_at:>='2026-08-01T10:00:00.000Z'");
  });
});
