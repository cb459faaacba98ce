import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { inProject } from '../../setup/places.mjs';
import { placeOf } from '../../setup/postgres/cluster-place';
import { readConnection, writeConnection } from '../../setup/postgres/connection-file';
import { withClient } from '../../setup/postgres/session';
import { isServerOn, readPidFile } from '../../setup/postgres/pid-file';
import { stopServer } from '../../setup/postgres/server-process';
import { startDatabase, type StartedDatabase, type StartOptions } from '../../setup/postgres/start-database';

/** What `hold-database.ts` says of the database it started. */
type HeldDatabase = Pick<StartedDatabase, 'adminUrl' | 'ownerUrl' | 'adopted'>;

/** Clusters in temporary folders for the tests of set-up: started, broken and taken apart at will. */
export class TestClusters {
  private readonly folders: string[] = [];
  private readonly holders: ChildProcess[] = [];
  private base: string | undefined;
  /** What the last start said. */
  lines: string[] = [];

  /** A folder that does not exist yet, in a fresh one. */
  emptyFolder(): string {
    const parent = mkdtempSync(join(tmpdir(), 'kindred-postgres-'));
    chmodSync(parent, 0o711);
    this.folders.push(parent);
    return join(parent, 'postgres');
  }

  /** A folder with a cluster that was started and stopped before; a copy, as making one takes ten times as long. */
  async usedFolder(): Promise<string> {
    if (!this.base) {
      this.base = this.emptyFolder();
      await (await this.start(this.base, { disposable: true })).stop();
    }
    const folder = this.emptyFolder();
    const copied = spawnSync('cp', ['-a', this.base, folder], { encoding: 'utf8' });
    if (copied.status !== 0) throw new Error(copied.stderr);
    // Each copy gets a port of its own.
    writeConnection(folder, { ...readConnection(folder).connection, port: null });
    return folder;
  }

  start(dir: string, options: Partial<StartOptions> = {}): Promise<StartedDatabase> {
    this.lines = [];
    return startDatabase({ dir, log: (line) => this.lines.push(line), env: {}, ...options });
  }

  /** Another process that started the cluster and holds it. */
  async hold(dir: string): Promise<HeldDatabase & { process: ChildProcess }> {
    const script = inProject('tests', 'setup', 'hold-database.ts');
    const child = spawn(process.execPath, ['--import', 'tsx', script, dir], {
      stdio: ['ignore', 'pipe', 'inherit'],
      cwd: inProject(),
    });
    this.holders.push(child);
    for await (const line of createInterface({ input: child.stdout })) {
      return { process: child, ...(JSON.parse(line) as HeldDatabase) };
    }
    throw new Error('The process that should hold the database ended without saying anything.');
  }

  dataFolder(dir: string): string {
    return placeOf(dir, () => undefined).dataFolder;
  }

  serverPid(dir: string): number {
    const dataFolder = this.dataFolder(dir);
    const found = readPidFile(dataFolder);
    if (!found || !isServerOn(dataFolder, found.pid)) throw new Error(`No server runs on ${dataFolder}.`);
    return found.pid;
  }

  isRunning(dir: string): boolean {
    const dataFolder = this.dataFolder(dir);
    const found = readPidFile(dataFolder);
    return found !== undefined && isServerOn(dataFolder, found.pid);
  }

  async removeAll(): Promise<void> {
    for (const holder of this.holders) holder.kill('SIGKILL');
    for (const folder of this.folders) {
      const dir = join(folder, 'postgres');
      if (this.isRunning(dir)) await stopServer(this.serverPid(dir));
      rmSync(folder, { recursive: true, force: true });
    }
  }
}

export async function rows<T extends object>(url: string, sql: string): Promise<T[]> {
  return (await withClient(url, (client) => client.query<T>(sql))).rows;
}

/** Kills as the system does when memory runs out: no warning, no clean-up. Resolves when the process is gone. */
export async function killHard(child: ChildProcess): Promise<void> {
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  await gone;
}
