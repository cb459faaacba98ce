import { isAlive } from '../../setup/process-life.mjs';
import { dropDatabase, type DatabaseUrls } from '../../setup/postgres/databases';
import { withClient } from '../../setup/postgres/session';

const PREFIX = 'kindred_test_';

/** Names of one run's databases begin so; the run's process number tells later runs whether it still lives. */
export function runPrefix(pid: number): string {
  return `${PREFIX}${pid}_`;
}

/** Drops the test databases of runs that ended without doing so. Returns their names. */
export async function dropLeftovers(server: DatabaseUrls): Promise<string[]> {
  const { rows } = await withClient(server.adminUrl, (client) =>
    client.query<{ datname: string }>('SELECT datname FROM pg_database WHERE starts_with(datname, $1) ORDER BY 1', [
      PREFIX,
    ]),
  );
  const left = rows.map((row) => row.datname).filter((name) => !belongsToLivingRun(name));
  for (const name of left) await dropDatabase(server, name);
  return left;
}

function belongsToLivingRun(name: string): boolean {
  const pid = Number(name.slice(PREFIX.length).split('_')[0]);
  return pid !== process.pid && isAlive(pid);
}
