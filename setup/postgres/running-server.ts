import type { Connection } from './connection-file';
import { isServerOn, readPidFile, removeForeignPidFile } from './pid-file';
import { stopServer, waitUntilReady, type ServerPlace } from './server-process';
import { ADMIN_ROLE } from './data-folder';
import { withClient } from './session';

export function adminUrlOf(connection: Connection, port: number): string {
  return `postgresql://${ADMIN_ROLE}:${connection.adminPassword}@127.0.0.1:${port}/postgres`;
}

/**
 * Looks for a server that an earlier process left behind on this data folder. One that takes our password is adopted; one that does not
 * is stopped; a pid file that names some other program is removed.
 * @returns the port of the adopted server, or undefined when none runs now
 */
export async function adoptServer(
  place: ServerPlace,
  { connection, remembered }: { connection: Connection; remembered: boolean },
  log: (line: string) => void,
): Promise<number | undefined> {
  const found = readPidFile(place.dataFolder);
  if (!found) return undefined;
  if (!isServerOn(place.dataFolder, found.pid)) {
    if (removeForeignPidFile(place.dataFolder))
      log(`PostgreSQL: pid ${found.pid} of an earlier server is another program now`);
    return undefined;
  }
  const isReady = await waitUntilReady(place.dataFolder, found.pid, (seconds) =>
    log(`PostgreSQL: starting up, ${seconds} s`),
  );
  const { port } = readPidFile(place.dataFolder) ?? found;
  if (isReady && remembered && (await isOurs(adminUrlOf(connection, port), place.dataFolder))) return port;
  log(`PostgreSQL: the server with pid ${found.pid} does not take this checkout's password; stopping it`);
  await stopServer(found.pid);
  return undefined;
}

async function isOurs(url: string, dataFolder: string): Promise<boolean> {
  try {
    const { rows } = await withClient(url, (client) => client.query<{ data_directory: string }>('SHOW data_directory'));
    return rows[0]?.data_directory === dataFolder;
  } catch {
    return false;
  }
}
