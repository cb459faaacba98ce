import { spawn, type ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { createApp, type AppSurroundings } from '../../devstore/app-processes';
import type { AppIdentity } from '../../devstore/world';

export interface SyncFigures {
  orders: number;
  lines: number;
  /** From the first stored page of orders to the last, with what is worked out of them. */
  loadSeconds: number;
  ordersPerSecond: number;
  /** From opening the app until everything is stored, and what the stand-in's longest operation took of it. */
  totalSeconds: number;
  shopifySeconds: number;
  /** The most the worker ever held, as the kernel counts it. */
  peakRssMb: number;
}

export interface Setting {
  seed: number;
  app: AppIdentity;
  encryptionKey: string;
  databaseUrl: string;
  ownerUrl: string;
}

const LOOK_EVERY_MS = 100;
const GIVE_UP_AFTER_MS = 3_600_000;

/** One first sync of so many orders: a world, a web process and a worker of their own, gone when it is done. */
export async function measureSync(orders: number, domain: string, setting: Setting): Promise<SyncFigures> {
  const { app, seed, databaseUrl, encryptionKey } = setting;
  await forgetShops(setting.ownerUrl);
  const world = await startWorldProcess({ orders, seed, domain, app });
  const kindred = createApp({
    ...{ world: world.surroundings, app, databaseUrl, encryptionKey },
    onLine(name, text) {
      if (/"level":(50|60)/.test(text) || !text.startsWith('{')) console.error(`  [${name}] ${text}`);
    },
  });
  try {
    await kindred.startWeb();
    const worker = await kindred.startWorker();
    const beganAt = performance.now();
    await world.ask('install');
    const loadSeconds = await whenLoaded(setting.ownerUrl, domain, orders);
    const totalSeconds = (performance.now() - beganAt) / 1_000;
    const { ms } = (await world.ask('took')) as { ms: number };
    return {
      ...{ orders, lines: world.lines, loadSeconds, totalSeconds, shopifySeconds: ms / 1_000 },
      ...{ ordersPerSecond: orders / loadSeconds, peakRssMb: peakMb(worker.pid) },
    };
  } finally {
    await kindred.stop();
    world.stop();
  }
}

/** An earlier shop's work would go on beside what is measured. */
async function forgetShops(ownerUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  await client.query('TRUNCATE shops CASCADE').finally(() => client.end());
}

/** Most resident memory of a process since it began, in MB (2^20 bytes). */
function peakMb(pid: number): number {
  const kb = Number(/^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]);
  if (!(kb > 0)) throw new Error(`the memory of process ${pid} could not be read`);
  return Math.round(kb / 1_024);
}

interface WorldProcess {
  surroundings: AppSurroundings;
  lines: number;
  /** Tells it something and waits for its answer. */
  ask(what: string): Promise<unknown>;
  stop(): void;
}

async function startWorldProcess(settings: object): Promise<WorldProcess> {
  const file = fileURLToPath(new URL('./world-process.ts', import.meta.url));
  const args = ['--max-old-space-size=6144', '--import', 'tsx', file, JSON.stringify(settings)];
  const child: ChildProcess = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'inherit'] });
  const { stdin, stdout } = child;
  if (!stdin || !stdout) throw new Error('the world has no ears or no voice');
  const answers = createInterface(stdout)[Symbol.asyncIterator]();
  const next = async () => {
    const { value, done } = await answers.next();
    if (done) throw new Error('the world ended before it answered');
    return JSON.parse(value) as unknown;
  };
  const told = (await next()) as Pick<AppSurroundings, 'urls' | 'operator'> & { offsetMs: number; lines: number };
  const { urls, operator, offsetMs, lines } = told;
  return {
    surroundings: { urls, operator, clock: { offsetMs, onMove: () => () => undefined } },
    lines,
    ask(what) {
      stdin.write(`${what}\n`);
      return next();
    },
    stop: () => void child.kill('SIGKILL'),
  };
}

/** Waits until every kind is stored. Gives the seconds for which orders were loaded. Throws unless as many are stored as there are. */
async function whenLoaded(ownerUrl: string, domain: string, orders: number): Promise<number> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  const giveUpAt = performance.now() + GIVE_UP_AFTER_MS;
  let [beganAt, endedAt] = [0, 0];
  try {
    for (let isDone = false; !isDone;) {
      if (performance.now() > giveUpAt) throw new Error('the first sync was not done within an hour');
      await sleep(LOOK_EVERY_MS);
      const runs = await runsOf(client, domain);
      const own = runs.find(({ kind }) => kind === 'orders');
      if (own?.state === 'loading') beganAt ||= performance.now();
      if (own?.state === 'done') endedAt ||= performance.now();
      isDone = runs.length > 0 && runs.every(({ state }) => state === 'done');
    }
    const { rows } = await client.query<{ count: number }>('SELECT count(*)::int AS count FROM orders');
    if (rows[0]?.count !== orders) throw new Error(`${rows[0]?.count} of ${orders} orders are stored`);
    return (endedAt - (beganAt || endedAt - LOOK_EVERY_MS)) / 1_000;
  } finally {
    await client.end();
  }
}

async function runsOf(client: pg.Client, domain: string): Promise<{ kind: string; state: string }[]> {
  await client.query(`SELECT set_config('app.shop_id', "id"::text, false) FROM shops WHERE "domain" = $1`, [domain]);
  const { rows } = await client.query<{ kind: string; state: string }>(
    `SELECT "kind", "state" FROM sync_runs WHERE "purpose" = 'first'`,
  );
  return rows;
}
