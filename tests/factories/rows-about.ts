import type { Pool } from 'pg';

/**
 * How many rows of each table name one of these random ids, in whatever column of ids; tables without one are left out. To be called inside a shop's wall.
 */
export async function rowsAbout(pool: Pool, ids: string[]): Promise<Map<string, number>> {
  const found = new Map<string, number>();
  for (const [table, columns] of await columnsOfIds(pool)) {
    const named = columns.map(({ name, isList }) => (isList ? `${name} && $1::uuid[]` : `${name} = ANY($1::uuid[])`));
    const { rows } = await pool.query<{ count: number }>(
      `SELECT count(*)::int AS "count" FROM "${table}" WHERE ${named.join(' OR ')}`,
      [ids],
    );
    if (rows[0]?.count) found.set(table, rows[0].count);
  }
  return found;
}

interface ColumnOfIds {
  name: string;
  isList: boolean;
}

/** Of each table of ours, the columns that can hold the id of a person, of an address or of anything else; a shop's own is not meant. */
async function columnsOfIds(pool: Pool): Promise<Map<string, ColumnOfIds[]>> {
  const { rows } = await pool.query<ColumnOfIds & { table: string }>(
    `SELECT c.table_name AS "table", format('%I', c.column_name) AS "name", c.udt_name = '_uuid' AS "isList"
     FROM information_schema.columns c JOIN information_schema.tables t USING (table_schema, table_name)
     WHERE c.table_schema = 'public' AND t.table_type = 'BASE TABLE' AND c.udt_name IN ('uuid', '_uuid') AND c.column_name <> 'shopId'
     ORDER BY 1, 2`,
  );
  const columns = new Map<string, ColumnOfIds[]>();
  for (const { table, ...column } of rows) columns.set(table, [...(columns.get(table) ?? []), column]);
  return columns;
}
