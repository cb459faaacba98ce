import { expect, it } from 'vitest';
import { withClient } from '../../setup/postgres/session';
import { testDatabase } from '../../tests/setup/database';
import { erasureMap } from './erasure-map';

const database = await testDatabase();

const query = <Row extends object>(text: string): Promise<Row[]> =>
  withClient(database.ownerUrl, async (client) => (await client.query<Row>(text)).rows);

const tablesOfShops = async (): Promise<string[]> => {
  const rows = await query<{ name: string }>(
    `SELECT c.table_name AS "name" FROM information_schema.columns c JOIN information_schema.tables t USING (table_schema, table_name)
     WHERE c.table_schema = 'public' AND c.column_name = 'shopId' AND t.table_type = 'BASE TABLE' ORDER BY 1`,
  );
  return rows.map(({ name }) => name);
};

it('says of every table of a shop’s how a person is erased from it', async () => {
  const unsaid = (await tablesOfShops()).filter((name) => !Object.hasOwn(erasureMap, name));
  expect(
    unsaid,
    'These tables have no line in app/compliance/erasure-map.ts. Let the erase function of their stage, called by ' +
      'erase-profiles.server.ts, delete or empty what leads to a person, plant a marker for it in ' +
      'tests/journeys/erasure-markers.test.ts, and say in a line what it does; or say why nothing in them leads to anybody.',
  ).toEqual([]);
});

it('speaks of no table that is gone', async () => {
  const tables = await tablesOfShops();
  expect(Object.keys(erasureMap).filter((name) => !tables.includes(name))).toEqual([]);
});

it('what is deleted with a shop is everything: each table hangs from its row', async () => {
  const hanging = await query<{ name: string }>(
    `SELECT DISTINCT r.relname AS "name" FROM pg_constraint k JOIN pg_class r ON r.oid = k.conrelid JOIN pg_class s ON s.oid = k.confrelid
     WHERE k.contype = 'f' AND s.relname = 'shops' AND k.confdeltype = 'c'`,
  );
  const free = (await tablesOfShops()).filter((name) => !hanging.some((each) => each.name === name));
  expect(free, 'These tables outlive their shop: they need a foreign key to "shops" ON DELETE CASCADE.').toEqual([]);
});
