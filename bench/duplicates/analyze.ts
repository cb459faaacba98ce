import pg from 'pg';

/** Has the database count what is in it, as its own housekeeping does within a minute. Only the owner of the tables may. */
export async function analyze(ownerUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  await client.query('ANALYZE');
  await client.end();
}
