import { setTimeout as sleep } from 'node:timers/promises';
import { createApp, type App } from '../../devstore/app-processes';
import type { AppIdentity, World } from '../../devstore/world';
import type { CrashPoint } from '~/platform/crash-points.server';

/** Every labelled point: a new one does not compile without standing here. */
const CRASH_POINTS: Record<CrashPoint, true> = { 'send.claimed': true, 'send.requested': true, 'send.accepted': true };
export const crashPoints = Object.keys(CRASH_POINTS) as CrashPoint[];

const AGAIN_AFTER_MS = 300;
const WORKERS = 2;

interface Member {
  kind: 'web' | 'worker';
  pid: number;
  isReady: boolean;
  point?: CrashPoint | undefined;
}

/** A web process and two workers that are started again whenever one has gone, as whoever runs the app would see to. */
export interface Fleet {
  app: App;
  /** SIGKILL for one that is ready and not to die by its own hand; false: none of that kind is. */
  kill(kind: 'web' | 'worker'): boolean;
  /** In place of one worker another starts that dies by its own hand at this point, unless one is about to already. */
  doomOne(point: CrashPoint): void;
  /** Points at which a worker has died, and how many have. */
  readonly pointsHit: ReadonlySet<CrashPoint>;
  deathsAtPoints(): number;
  /** Resolves when all are ready. */
  whole(): Promise<void>;
  stop(): Promise<void>;
}

export interface FleetOptions {
  world: World;
  app: AppIdentity;
  databaseUrl: string;
  encryptionKey: string;
  env: Record<string, string>;
  pick<T>(list: readonly T[]): T;
  onLine(process: string, line: string): void;
}

export function startFleet({ world, pick, ...options }: FleetOptions): Fleet {
  const members = new Set<Member>();
  const pointsHit = new Set<CrashPoint>();
  let deaths = 0;
  let doom: CrashPoint | undefined;
  let isStopping = false;
  let startedPid = 0;
  const { urls, operator, nameServer } = world;
  // The clock is told here: a listener of a web process that has gone would fail each of its moves.
  const clock = {
    get offsetMs() {
      return world.clock.offsetMs;
    },
    onMove: () => () => undefined,
  };
  const app = createApp({
    ...options,
    world: { urls, operator, nameServer, clock },
    onStart: (pid) => void (startedPid = pid),
  });

  /** One life of a process, from its start until a little after its end. */
  async function live(kind: Member['kind'], starting: Promise<unknown>, point?: CrashPoint): Promise<Member> {
    const member: Member = { kind, pid: startedPid, isReady: false, point };
    members.add(member);
    member.isReady = await starting.then(
      () => true,
      () => false,
    );
    if (!member.isReady) end(member.pid);
    await gone(member.pid);
    members.delete(member);
    await sleep(AGAIN_AFTER_MS);
    return member;
  }

  async function keepWeb(): Promise<void> {
    while (!isStopping) await live('web', app.startWeb());
  }

  async function keepWorker(): Promise<void> {
    while (!isStopping) {
      const point = doom;
      doom = undefined;
      const { pid } = await live('worker', app.startWorker(point ? { KINDRED_CRASH_POINT: point } : {}), point);
      if (!point || killedByUs.has(pid) || isStopping) continue;
      pointsHit.add(point);
      deaths += 1;
    }
  }

  const killedByUs = new Set<number>();
  const keeping = [keepWeb(), ...Array.from({ length: WORKERS }, () => keepWorker())];

  return {
    app,
    kill(kind) {
      const ready = [...members].filter((member) => member.kind === kind && member.isReady && !member.point);
      if (ready.length === 0) return false;
      const { pid } = pick(ready);
      killedByUs.add(pid);
      end(pid);
      return true;
    },
    doomOne(point) {
      if (doom || [...members].some((member) => member.point)) return;
      const [worker] = [...members].filter(
        ({ kind, isReady, point: doomed }) => kind === 'worker' && isReady && !doomed,
      );
      if (!worker) return;
      doom = point;
      process.kill(worker.pid, 'SIGTERM');
    },
    pointsHit,
    deathsAtPoints: () => deaths,
    async whole() {
      while ([...members].filter(({ isReady }) => isReady).length < 1 + WORKERS) await sleep(AGAIN_AFTER_MS);
    },
    async stop() {
      isStopping = true;
      await app.stop();
      await Promise.all(keeping);
    },
  };
}

/** It may have gone by itself. */
function end(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    return;
  }
}

async function gone(pid: number): Promise<void> {
  for (;;) {
    try {
      process.kill(pid, 0);
    } catch {
      return;
    }
    await sleep(50);
  }
}
