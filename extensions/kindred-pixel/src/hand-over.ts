import type { Browser } from '@shopify/web-pixels-extension';
import type { History, Kept } from './history';
import { isKnown } from './known';
import { isPaused, pause } from './pause';
import { post } from './post';
import { splitBatches } from './split-batches';
import { forgetVisitor, rememberVisitor } from './visitor';
import type { Source, WireEvent } from './wire';

interface HandOverDeps {
  history: History;
  storage: Browser['localStorage'];
  endpoint: string;
  shop: string;
}

type Outcome = 'go on' | 'stop';

/**
 * Hands over what the history keeps as soon as the person is known. An event leaves the history when the app has taken it, never before: a
 * tab that closes, a request that fails or a second tab at the same moment may send it twice, and its id makes it one.
 */
export function createHandOver({ history, storage, endpoint, shop }: HandOverDeps) {
  let generation = 0;
  let isUnderWay = false;
  let isAskedAgain = false;
  let isScheduled = false;

  async function run(): Promise<void> {
    isScheduled = false;
    if (isUnderWay) {
      isAskedAgain = true;
      return;
    }
    isUnderWay = true;
    do {
      isAskedAgain = false;
      await handOver(generation);
    } while (isAskedAgain);
    isUnderWay = false;
  }

  async function handOver(startedIn: number): Promise<void> {
    if (!(await isKnown(storage)) || (await isPaused(storage))) return;
    const waiting = await history.waiting();
    if (waiting.length === 0 || startedIn !== generation) return;
    const visitorId = await rememberVisitor(storage);
    for (const source of ['pixel', 'theme'] as const) {
      const events = waiting.filter((kept) => kept.source === source).map(({ event }: Kept) => event);
      for (const batch of splitBatches({ v: 1, shop, source, visitorId, sentAt: new Date().toISOString() }, events))
        if ((await send(batch, source, visitorId, startedIn)) === 'stop') return;
    }
  }

  async function send(batch: WireEvent[], source: Source, visitorId: string, startedIn: number): Promise<Outcome> {
    // Consent may have gone while the storage was read: then what was just stored goes too, and nothing leaves.
    if (startedIn !== generation) {
      await forgetVisitor(storage);
      return 'stop';
    }
    const body = JSON.stringify({ v: 1, shop, source, visitorId, sentAt: new Date().toISOString(), events: batch });
    const answer = await post(endpoint, body);
    if (startedIn !== generation) return 'stop';
    switch (answer.kind) {
      case 'taken':
        await history.settle(new Set(batch.map(({ id }) => id)));
        return 'go on';
      case 'refused':
        return refused(batch, source, visitorId, startedIn);
      case 'later':
        await pause(storage, answer.waitSeconds);
        return 'stop';
      case 'unreachable':
        return 'stop';
    }
  }

  /** One event that the app does not take must not cost the others of its batch: halves are tried until it stands alone. */
  async function refused(batch: WireEvent[], source: Source, visitorId: string, startedIn: number): Promise<Outcome> {
    if (batch.length === 1) {
      await history.settle(new Set(batch.map(({ id }) => id)));
      return 'go on';
    }
    const middle = Math.ceil(batch.length / 2);
    const first = await send(batch.slice(0, middle), source, visitorId, startedIn);
    return first === 'stop' ? 'stop' : send(batch.slice(middle), source, visitorId, startedIn);
  }

  return {
    /** At the end of this turn, so that a page's first events travel together. */
    soon(): void {
      if (isScheduled) return;
      isScheduled = true;
      setTimeout(() => void run(), 0);
    },
    /** Consent is gone: what is under way stops before its next request. */
    stop(): void {
      generation += 1;
    },
  };
}
