import pg from 'pg';

/** Does something to the rows of a world's only shop that would take days of its time. */
export async function asShop(databaseUrl: string, ...statements: string[]): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await client.query(`SELECT set_config('app.shop_id', "id"::text, false) FROM shops`);
    for (const statement of statements) await client.query(statement);
  } finally {
    await client.end();
  }
}
