import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { AppIdentity, World } from './world';

const projectDir = fileURLToPath(new URL('..', import.meta.url));
/** A process that has it loaded ends with the one that started it, however that ends. */
const endWithParent = new URL('../setup/end-with-parent.mjs', import.meta.url).href;

/** What the app is told of the world around it. */
export type AppSurroundings = Pick<World, 'urls' | 'operator'> &
  Partial<Pick<World, 'nameServer'>> & { clock: Pick<World['clock'], 'offsetMs' | 'onMove'> };

export interface AppOptions {
  world: AppSurroundings;
  app: AppIdentity;
  databaseUrl: string;
  /** 32 bytes in base64. */
  encryptionKey: string;
  /** Further variables, such as REDIS_URL or KINDRED_CRASH_POINT. */
  env?: Record<string, string>;
  /** Told every line the processes print. */
  onLine?: (process: string, line: string) => void;
  /** Told of each process that is started. */
  onStart?: (pid: number) => void;
}

/** The app as it runs in production: its built web and worker processes, told where the stand-ins are. */
export interface App {
  startWeb(): Promise<void>;
  /** Starts one more worker; resolves when it is ready for jobs. */
  startWorker(env?: Record<string, string>): Promise<AppProcess>;
  /** What the app has left to do at this business time; 0: everything had its consequences. */
  workLeft(): Promise<number>;
  /** What falls due later in business time: the earliest of each kind, soonest first. */
  upcomingWork(): Promise<UpcomingWork[]>;
  stop(): Promise<void>;
}

/** A kind of work as the app names it, and when it falls due, as an ISO instant. */
export interface UpcomingWork {
  kind: string;
  dueAt: string;
}

export interface AppProcess {
  pid: number;
  kill(signal: NodeJS.Signals): void;
  /** Resolves when the process is gone, with how it ended. */
  ended: Promise<{ code: number | null; signal: string | null }>;
}

/** A start takes a second or two, and far longer on a machine that is busy with much else. */
const READY_WITHIN_MS = 90_000;
/** So many of its last lines a failed start tells. */
const LINES_TOLD = 10;

export function createApp(options: AppOptions): App {
  const { world, app } = options;
  const running = new Set<AppProcess>();
  const unfollow: (() => void)[] = [];

  function start(
    name: string,
    file: string,
    env: Record<string, string>,
  ): { process: AppProcess; ready: Promise<void> } {
    const child = spawn(process.execPath, ['--import', endWithParent, '--enable-source-maps', file], {
      cwd: projectDir,
      env: { ...process.env, ...baseEnv(options), ...env },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    const started = describe(child);
    options.onStart?.(started.pid);
    running.add(started);
    void started.ended.then(() => running.delete(started));
    const ready = new Promise<void>((resolve, reject) => {
      const said: string[] = [];
      const fail = (how: string) => {
        const lastLines = said.join('\n') || 'nothing';
        reject(new Error(`the ${name} process ${how}; it said:\n${lastLines}`));
      };
      eachLine(child, (line) => {
        options.onLine?.(name, line);
        if (said.push(line) > LINES_TOLD) said.shift();
        if (line.includes(`${name} ready`)) resolve();
      });
      void started.ended.then(({ code, signal }) => fail(`ended at once (${code ?? signal})`));
      AbortSignal.timeout(READY_WITHIN_MS).addEventListener('abort', () =>
        fail(`was not ready within ${READY_WITHIN_MS / 1_000} s`),
      );
    });
    return { process: started, ready };
  }

  async function tellClock(): Promise<void> {
    const body = JSON.stringify({ offsetMs: world.clock.offsetMs });
    const headers = { 'content-type': 'application/json' };
    const response = await fetch(`${app.appUrl}/world/clock`, { method: 'POST', headers, body });
    if (!response.ok) throw new Error(`the app did not take the clock: HTTP ${response.status}`);
  }

  async function askForWork(): Promise<{ due: number; upcoming: UpcomingWork[] }> {
    const response = await fetch(`${app.appUrl}/world/work`);
    return (await response.json()) as { due: number; upcoming: UpcomingWork[] };
  }

  return {
    async startWeb() {
      await start('web', 'start-web.mjs', { PORT: new URL(app.appUrl).port }).ready;
      await tellClock();
      unfollow.push(world.clock.onMove(tellClock));
    },
    async startWorker(env = {}) {
      const worker = start('worker', 'start-worker.mjs', env);
      await worker.ready;
      return worker.process;
    },
    workLeft: async () => (await askForWork()).due,
    upcomingWork: async () => (await askForWork()).upcoming,
    async stop() {
      for (const stop of unfollow) stop();
      const all = [...running];
      for (const each of all) each.kill('SIGTERM');
      const late = sleep(5_000).then(() => all.forEach((each) => each.kill('SIGKILL')));
      await Promise.race([Promise.all(all.map((each) => each.ended)), late]);
    },
  };
}

function baseEnv({ world, app, databaseUrl, encryptionKey, env }: AppOptions): Record<string, string> {
  return {
    NODE_ENV: 'production',
    LOG_LEVEL: 'info',
    DATABASE_URL: databaseUrl,
    SHOPIFY_APP_URL: app.appUrl,
    SHOPIFY_API_KEY: app.apiKey,
    SHOPIFY_API_SECRET: app.apiSecret,
    KINDRED_ENCRYPTION_KEY: encryptionKey,
    KINDRED_WORLD: 'devstore',
    SHOPIFY_STANDIN_URL: world.urls.shopify,
    POSTMARK_STANDIN_URL: world.urls.postmark,
    ADMIN_STANDIN_URL: world.urls.site,
    ...(world.nameServer ? { RESOLVER_STANDIN: world.nameServer.address } : {}),
    SETTLE_AFTER_MINUTES: '0.2',
    OPERATOR_POSTMARK_TOKEN: world.operator.token,
    OPERATOR_FROM_EMAIL: world.operator.email,
    POSTMARK_ACCOUNT_TOKEN: world.operator.accountToken,
    SHARED_SENDING_DOMAIN: world.operator.sharedDomain,
    ...env,
  };
}

function describe(child: ChildProcess): AppProcess {
  const ended = once(child, 'exit').then(([code, signal]) => ({
    code: code as number | null,
    signal: signal as string | null,
  }));
  return { pid: child.pid ?? 0, kill: (signal) => void child.kill(signal), ended };
}

function eachLine(child: ChildProcess, onLine: (line: string) => void): void {
  for (const stream of [child.stdout, child.stderr]) {
    let rest = '';
    stream?.setEncoding('utf8').on('data', (chunk: string) => {
      const lines = (rest + chunk).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) onLine(line);
    });
  }
}

/**
 * Resolves when nothing moves any more at this business time: webhooks and mail are delivered, and the app has nothing left to do, twice in a
 * row, since what one side does may give the other something to do.
 */
export async function everythingSettled(world: World, app: App, withinMs = 60_000): Promise<void> {
  const giveUpAt = performance.now() + withinMs;
  for (let quiet = 0; quiet < 2;) {
    await world.shopify.settled();
    await world.postmark.settle();
    const left = await app.workLeft();
    quiet = left === 0 ? quiet + 1 : 0;
    if (performance.now() > giveUpAt)
      throw new Error(`the app still has ${left} things to do after ${withinMs / 1_000} s`);
    await sleep(60);
  }
}
