import { inProject } from '../places.mjs';
import { migrate } from '../migrations/migrate';
import { createDatabase, dropDatabase, ensureDatabase, type DatabaseUrls } from '../postgres/databases';
import { startDatabase } from '../postgres/start-database';
import { phase } from '../progress.mjs';
import { onShutdown } from '../shutdown.mjs';

/** Variables for a program that uses the database. DATABASE_ADMIN_URL may create further ones. */
export interface DatabaseEnvironment extends Record<string, string> {
  DATABASE_URL: string;
  DATABASE_OWNER_URL: string;
  DATABASE_ADMIN_URL: string;
}

/**
 * Starts the demo's cluster, brings a database on it up to date, runs `work`, and stops what it started.
 * @param options the name of another database than the cluster's own: `fresh`, one that is made anew for this run; `kept`, one that is
 *   found as it was left
 */
export async function withDatabase<T>(
  options: { fresh?: string; kept?: string },
  work: (env: DatabaseEnvironment) => Promise<T>,
): Promise<T> {
  const server = await phase('Database', async (say) => {
    const started = await startDatabase({
      dir: inProject('.kindred', 'postgres'),
      log: (line) => console.log(`  ${line}`),
    });
    say(started.adopted ? 'found running' : `PostgreSQL on 127.0.0.1:${new URL(started.appUrl).port}`);
    return started;
  });
  const forget = onShutdown('The database', () => server.stop());
  try {
    const database = await chooseDatabase(server, options);
    await phase('Migrations', async (say) => {
      const applied = await migrate(database);
      say(applied.length > 0 ? `applied ${applied.length}: ${applied.join(', ')}` : 'ready');
    });
    const { appUrl, ownerUrl, adminUrl } = database;
    return await work({ DATABASE_URL: appUrl, DATABASE_OWNER_URL: ownerUrl, DATABASE_ADMIN_URL: adminUrl });
  } finally {
    // Forgotten only once it is done: a Ctrl-C meanwhile waits for it.
    await server.stop();
    forget();
  }
}

async function chooseDatabase(
  server: DatabaseUrls,
  { fresh, kept }: { fresh?: string; kept?: string },
): Promise<DatabaseUrls> {
  if (kept) return ensureDatabase(server, kept);
  if (!fresh) return server;
  await dropDatabase(server, fresh);
  return createDatabase(server, fresh);
}
