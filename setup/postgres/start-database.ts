import { existsSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { withLock } from '../lock.mjs';
import { placeOf } from './cluster-place';
import { readConnection, writeConnection, type Connection } from './connection-file';
import { examineDataFolder, makeDataFolder, moveAside } from './data-folder';
import { ensureDatabase, type DatabaseUrls } from './databases';
import { externalDatabase, type Environment } from './external';
import { freePort, isPortFree } from './free-port';
import { isServerOn, readPidFile, removeForeignPidFile } from './pid-file';
import { APP_ROLE, ensureRoles, OWNER_ROLE } from './roles';
import { adminUrlOf, adoptServer } from './running-server';
import { launchServer, resetAdminPassword, stopServer, type ServerPlace } from './server-process';
import { withClient } from './session';
import { addUser, livingUsers, removeUser } from './users';

export interface StartOptions {
  /** Folder of the cluster, such as `.kindred/postgres`. */
  dir: string;
  /** Gets whole lines. */
  log: (line: string) => void;
  /** The database the URLs name; made if missing. Default `kindred`. */
  database?: string;
  /** For tests: writes are not forced to disk, and a data folder that will not start is made anew. */
  disposable?: boolean;
  env?: Environment;
}

export interface StartedDatabase extends DatabaseUrls {
  /** True when the server was running already: another process's, or one that a killed process left. */
  adopted: boolean;
  /** Ends this process's use; the last user stops the server. Safe to call twice. */
  stop(): Promise<void>;
}

/**
 * Makes sure that a PostgreSQL server runs on `dir` and tells how to reach it. Where DATABASE_URL and DATABASE_OWNER_URL are set, these
 * are used and nothing is started. Several processes may use one cluster at a time.
 */
export async function startDatabase(options: StartOptions): Promise<StartedDatabase> {
  const external = externalDatabase(options.env ?? process.env);
  if (external) return { ...external, adopted: true, stop: async () => undefined };
  return withLock(join(options.dir, 'lock'), () => startLocked(options), {
    onWait: (pid) => options.log(`PostgreSQL: waiting for process ${pid}, which is starting or stopping it`),
  });
}

async function startLocked(options: StartOptions): Promise<StartedDatabase> {
  const { dir, log } = options;
  const place = placeOf(dir, log);
  const { connection, port, adopted } = await runningServer(place, options);
  if (connection.port !== port) writeConnection(dir, { ...connection, port });
  const server = urlsFor(connection, port);
  await withClient(server.adminUrl, (client) => ensureRoles(client, connection));
  const database = await ensureDatabase(server, options.database ?? 'kindred');
  return { ...database, adopted, stop: registerUse(dir, place.dataFolder) };
}

function urlsFor(connection: Connection, port: number): DatabaseUrls {
  const url = (role: string, password: string) => `postgresql://${role}:${password}@127.0.0.1:${port}/postgres`;
  return {
    ownerUrl: url(OWNER_ROLE, connection.ownerPassword),
    appUrl: url(APP_ROLE, connection.appPassword),
    adminUrl: adminUrlOf(connection, port),
  };
}

async function runningServer(
  place: ServerPlace,
  { dir, log, disposable = false }: StartOptions,
): Promise<{ connection: Connection; port: number; adopted: boolean }> {
  const found = readConnection(dir);
  const { connection } = found;
  const adoptedPort = await adoptServer(place, found, log);
  if (adoptedPort !== undefined) return { connection, port: adoptedPort, adopted: true };
  // Before the data folder that knows the passwords is made: a run that is cut short in between loses nothing.
  if (!found.remembered) writeConnection(dir, connection);
  const isNew = prepareDataFolder(place, connection, { log, disposable });
  if (!isNew && !found.remembered) {
    log('PostgreSQL: the remembered passwords were lost; setting new ones');
    resetAdminPassword(place, connection.adminPassword);
  }
  return { connection, port: await launch(place, connection, { log, disposable }), adopted: false };
}

interface LaunchContext {
  log: (line: string) => void;
  disposable: boolean;
}

/** Makes the data folder unless it is there and whole. Returns whether it is new. */
function prepareDataFolder(place: ServerPlace, connection: Connection, { log, disposable }: LaunchContext): boolean {
  const { dataFolder, binaries } = place;
  const crashed = readPidFile(dataFolder);
  if (disposable && crashed && !isServerOn(dataFolder, crashed.pid)) rmSync(dataFolder, { recursive: true });
  const state = examineDataFolder(dataFolder, binaries);
  if (state === 'ready') return false;
  if (state === 'incomplete')
    log(`PostgreSQL: ${dataFolder} was left half made; it is now ${basename(moveAside(dataFolder))}`);
  makeDataFolder({ ...place, adminPassword: connection.adminPassword, disposable });
  return true;
}

/** How long a server that was killed may still hold its data folder. */
const OCCUPIED_MS = 8_000;

async function launch(place: ServerPlace, connection: Connection, context: LaunchContext): Promise<number> {
  const began = performance.now();
  let port = await choosePort(connection.port, context.log);
  let isSecondFolder = false;
  for (;;) {
    const onWait = (seconds: number) => context.log(`PostgreSQL: starting up, ${seconds} s`);
    const outcome = await launchServer(place, { port, disposable: context.disposable }, onWait);
    if (outcome.kind === 'running') return port;
    const isInTime = performance.now() - began < OCCUPIED_MS;
    if (outcome.reason === 'port' && isInTime) port = await freePort();
    else if (outcome.reason === 'occupied' && isInTime) {
      removeForeignPidFile(place.dataFolder);
      await delay(100);
    } else if (context.disposable && !isSecondFolder) {
      isSecondFolder = true;
      context.log(
        `PostgreSQL: the test server's data would not start; it is now ${basename(moveAside(place.dataFolder))}`,
      );
      makeDataFolder({ ...place, adminPassword: connection.adminPassword, disposable: true });
    } else throw startError(place, outcome.log);
  }
}

async function choosePort(remembered: number | null, log: (line: string) => void): Promise<number> {
  if (remembered !== null && (await isPortFree(remembered))) return remembered;
  const port = await freePort();
  if (remembered !== null) log(`PostgreSQL: port ${remembered} is taken by another program; using ${port}`);
  return port;
}

function startError(place: ServerPlace, serverLog: string): Error {
  return new Error(
    `PostgreSQL did not start on ${place.dataFolder}. It says:\n  ${serverLog.replaceAll('\n', '\n  ')}\n` +
      `Mend what it names, then run again. If the data may be lost: remove ${dirname(place.dataFolder)}, and it is made anew.`,
  );
}

/** Notes the use, and stops the server with its last user: by the returned function, or when the process ends without calling it. */
function registerUse(dir: string, dataFolder: string): () => Promise<void> {
  const user = addUser(dir);
  const runningPid = () => {
    const found = readPidFile(dataFolder);
    return found && isServerOn(dataFolder, found.pid) ? found.pid : undefined;
  };
  const onExit = () => {
    removeUser(dir, user);
    const pid = runningPid();
    if (pid !== undefined && livingUsers(dir).length === 0) process.kill(pid, 'SIGINT');
  };
  process.once('exit', onExit);
  let stopped: Promise<void> | undefined;
  const stop = () =>
    withLock(join(dir, 'lock'), async () => {
      process.removeListener('exit', onExit);
      removeUser(dir, user);
      const pid = runningPid();
      if (pid !== undefined && livingUsers(dir).length === 0) await stopServer(pid);
    });
  return () => (stopped ??= existsSync(dir) ? stop() : Promise.resolve());
}
