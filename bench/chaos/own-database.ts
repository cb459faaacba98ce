import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { migrate } from '../../setup/migrations/migrate';
import { inProject } from '../../setup/places.mjs';
import { createDatabase, dropDatabase, type CreatedDatabase } from '../../setup/postgres/databases';
import { startDatabase, type StartedDatabase } from '../../setup/postgres/start-database';

const DIR = inProject('.kindred', 'postgres-chaos');

/** A PostgreSQL of this bench's own, with writes forced to the disk: it is going to be killed. */
export interface OwnDatabase extends CreatedDatabase {
  /** SIGKILL for the server's first process, as a power cut would; then it is started again and recovers. Resolves when it takes connections. */
  killAndRestart(): Promise<void>;
  stop(): Promise<void>;
}

export async function startOwnDatabase(name: string): Promise<OwnDatabase> {
  const start = (): Promise<StartedDatabase> => startDatabase({ dir: DIR, log: () => undefined, env: {} });
  let server = await start();
  await dropDatabase(server, name);
  const database = await createDatabase(server, name);
  await migrate(database);
  return {
    ...database,
    async killAndRestart() {
      process.kill(serverPid(), 'SIGKILL');
      await server.stop();
      server = await start();
      if (new URL(server.appUrl).port !== new URL(database.appUrl).port)
        throw new Error('PostgreSQL came back on another port');
    },
    stop: () => server.stop(),
  };
}

function serverPid(): number {
  const pid = Number(readFileSync(join(DIR, 'data', 'postmaster.pid'), 'utf8').split('\n')[0]);
  if (!(pid > 1)) throw new Error('PostgreSQL does not say which process it is');
  return pid;
}
