import { setTimeout as sleep } from 'node:timers/promises';
import type { SeededRandom } from '../../devstore/store-data/seeded-random';
import type { DemoRun, KillKind } from './demo-run';
import { postmarkLog, type WorldView } from './world-view';

/** Moments before the demo is ready, and so before anybody can use it. */
type EarlyMoment = 'first sync' | 'start';
type LaterMoment = 'visit' | 'sending' | 'jump' | 'idle' | 'stopping';

/** Each moment at which the demo is killed, with who is killed. The first two meet the first sync, before there is anything else. */
export const PLAN: [EarlyMoment | LaterMoment, KillKind][] = [
  ['first sync', 'starter'],
  ['first sync', 'all'],
  ['start', 'starter'],
  ['visit', 'world'],
  ['sending', 'all'],
  ['jump', 'starter'],
  ['sending', 'starter'],
  ['idle', 'all'],
  ['sending', 'world'],
  ['stopping', 'all'],
];

export const isEarly = (moment: EarlyMoment | LaterMoment): moment is EarlyMoment =>
  moment === 'first sync' || moment === 'start';

/** Resolves some time after the moment has begun. */
export async function awaitEarlyMoment(moment: EarlyMoment, demo: DemoRun, random: SeededRandom): Promise<void> {
  if (moment === 'first sync') await demo.said(/reads its past/);
  await sleep(random.int(200, 6_000));
}

interface Scene {
  demo: DemoRun;
  random: SeededRandom;
  view: WorldView;
  /** Begins a visit that nobody waits for. */
  beginVisit: () => void;
}

/** Resolves at the moment, or a random little later. */
export async function awaitMoment(moment: LaterMoment, { demo, random, view, beginVisit }: Scene): Promise<void> {
  switch (moment) {
    case 'visit':
      beginVisit();
      return sleep(random.int(100, 1_500));
    case 'jump':
      jump(view);
      return sleep(random.int(0, 2_000));
    case 'sending':
      return untilSending(view, random);
    case 'idle':
      return sleep(random.int(0, 500));
    case 'stopping':
      demo.interrupt();
      return sleep(random.int(0, 300));
  }
}

const JUMP_MINUTES = 300;

/** Begins to move time; the world will not live to answer. */
const jump = (view: WorldView): void => void view.advance(JUMP_MINUTES).catch(() => undefined);

const SENDING_WITHIN_MS = 90_000;

/** Until a request with mail has reached Postmark: its answer may or may not go out. */
async function untilSending(view: WorldView, random: SeededRandom): Promise<void> {
  const before = sendRequests();
  jump(view);
  const giveUpAt = performance.now() + SENDING_WITHIN_MS;
  while (sendRequests() === before) {
    if (performance.now() > giveUpAt) throw new Error('no mail was sent, though carts were left and time was moved');
    await sleep(2);
  }
  await sleep(random.int(0, 20));
}

const sendRequests = (): number =>
  postmarkLog().filter(({ entry }) => entry.kind === 'request' && entry.path.startsWith('/email')).length;
