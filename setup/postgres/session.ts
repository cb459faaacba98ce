import { Client } from 'pg';

/** Runs `work` on one connection of its own and closes it. `url` is a PostgreSQL connection URL. */
export async function withClient<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({
    connectionString: url,
    application_name: 'kindred set-up',
    connectionTimeoutMillis: 10_000,
  });
  // A server that stops ends its connections; the query that was under way rejects, which says enough.
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end().catch(() => undefined);
  }
}

export function quoteName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** The same server and role, another database. */
export function withDatabase(url: string, database: string): string {
  const changed = new URL(url);
  changed.pathname = `/${encodeURIComponent(database)}`;
  return changed.toString();
}

/** The role a connection URL names. */
export function roleOf(url: string): string {
  return decodeURIComponent(new URL(url).username);
}
