import type { WorldClock } from '../../clock';
import type { SeededRandom } from '../../store-data/seeded-random';
import type { DeliveryLogEntry, UndeliveredLogEntry } from '../log-entry';
import type { WebhookBehaviour } from '../options';
import { deliver, isReceived, maxParallel } from './deliver';
import { retryDelayMs } from './retry-schedule';

/** One delivery: a body for one subscription, with the same id and bytes however often it is tried. */
export interface Delivery {
  webhookId: string;
  eventId: string;
  topic: string;
  uri: string;
  url: string;
  headers: Record<string, string>;
  body: string;
  attempt: number;
  /** Business time at which it may go out, in milliseconds. */
  dueAtMs: number;
  isDuplicate: boolean;
  /** Asked just before sending; false means it is no longer wanted. */
  isWanted?: () => boolean;
}

export interface Outbox {
  add(delivery: Delivery): void;
  /** Resolves when everything due now has been answered. */
  settle(): Promise<void>;
  pause(): void;
  resume(): void;
  /** Deliveries that wait, those for later too. */
  waiting(): readonly Delivery[];
  /** Everything sent so far that the memory holds, oldest first. */
  sent(): readonly Delivery[];
  setBehaviour(behaviour: Partial<WebhookBehaviour>): void;
  /** The next `times` matching deliveries meet this fate. */
  meddle(fate: 'drop' | 'duplicate', predicate: (delivery: Delivery) => boolean, times: number): void;
  stop(): Promise<void>;
}

export interface OutboxDependencies {
  clock: WorldClock;
  random: SeededRandom;
  behaviour: WebhookBehaviour;
  log: (entry: DeliveryLogEntry | UndeliveredLogEntry) => void;
}

interface Meddling {
  fate: 'drop' | 'duplicate';
  predicate: (delivery: Delivery) => boolean;
  left: number;
}

/** Deliveries remembered for `redeliver`. */
const maxRemembered = 20_000;
const longestTimerMs = 2 ** 31 - 1;

export function createOutbox(deps: OutboxDependencies): Outbox {
  const queue: Delivery[] = [];
  const remembered: Delivery[] = [];
  const meddlings: Meddling[] = [];
  const behaviour = { ...deps.behaviour };
  let pumping: Promise<void> | null = null;
  let isPaused = false;
  let isStopped = false;
  let timer: NodeJS.Timeout | undefined;

  const isDue = (each: Delivery) => each.dueAtMs <= deps.clock.now().getTime();

  const takeDue = (): Delivery[] => {
    const due = queue.filter(isDue);
    for (const each of due) queue.splice(queue.indexOf(each), 1);
    return behaviour.shuffle ? deps.random.shuffle(due) : due;
  };

  const meddled = (fate: Meddling['fate'], delivery: Delivery): boolean => {
    const rule = meddlings.find((each) => each.fate === fate && each.left > 0 && each.predicate(delivery));
    if (rule) rule.left -= 1;
    return rule !== undefined;
  };

  const send = async (delivery: Delivery): Promise<void> => {
    if (delivery.isWanted && !delivery.isWanted()) return;
    const isFirst = delivery.attempt === 0 && !delivery.isDuplicate;
    if (isFirst && (meddled('drop', delivery) || deps.random.chance(behaviour.dropRate)))
      return undelivered(delivery, 'dropped');
    const outcome = await deliver(delivery.url, delivery.headers, delivery.body);
    const { topic, uri, eventId, webhookId, attempt, isDuplicate } = delivery;
    deps.log({ kind: 'webhook', topic, uri, eventId, webhookId, attempt, isDuplicate, ...outcome });
    if (isFirst) remember(delivery);
    if (isReceived(outcome)) return repeatPerhaps(delivery, isFirst);
    retry(delivery);
  };

  const undelivered = (delivery: Delivery, reason: UndeliveredLogEntry['reason']): void => {
    const { topic, uri, eventId, webhookId } = delivery;
    deps.log({ kind: 'webhook-undelivered', topic, uri, eventId, webhookId, reason });
  };

  const remember = (delivery: Delivery): void => {
    remembered.push(delivery);
    if (remembered.length > maxRemembered) remembered.shift();
  };

  const repeatPerhaps = (delivery: Delivery, isFirst: boolean): void => {
    if (!isFirst) return;
    if (!meddled('duplicate', delivery) && !deps.random.chance(behaviour.duplicateRate)) return;
    queue.push({ ...delivery, isDuplicate: true, dueAtMs: deps.clock.now().getTime() });
  };

  /** The next try is due from the time this one was due, so that a long jump of the clock makes all missed ones due. */
  const retry = (delivery: Delivery): void => {
    const delayMs = retryDelayMs(delivery.attempt);
    if (delayMs === null) return undelivered(delivery, 'exhausted');
    queue.push({ ...delivery, attempt: delivery.attempt + 1, dueAtMs: delivery.dueAtMs + delayMs });
  };

  const drain = async (): Promise<void> => {
    // Events of one turn of the event loop leave together, so that shuffling has something to shuffle.
    await new Promise((resolve) => setImmediate(resolve));
    for (let due = takeDue(); due.length > 0 && !isPaused && !isStopped; due = takeDue()) {
      const line = [...due];
      const worker = async () => {
        for (let next = line.shift(); next; next = line.shift()) await send(next);
      };
      await Promise.all(Array.from({ length: Math.min(maxParallel, due.length) }, worker));
    }
    pumping = null;
    arm();
    if (queue.some(isDue)) pump();
  };

  const pump = (): void => {
    if (!isPaused && !isStopped) pumping ??= drain();
  };

  /** Business time also passes by itself. */
  const arm = (): void => {
    clearTimeout(timer);
    if (isPaused || isStopped || queue.length === 0) return;
    const nextMs = Math.min(...queue.map((each) => each.dueAtMs)) - deps.clock.now().getTime();
    timer = setTimeout(pump, Math.min(Math.max(0, nextMs), longestTimerMs));
    timer.unref();
  };

  const settle = async (): Promise<void> => {
    if (queue.some(isDue)) pump();
    while (pumping) await pumping;
  };

  const stopListening = deps.clock.onMove(settle);

  return {
    add(delivery) {
      queue.push(delivery);
      if (isDue(delivery)) pump();
      else arm();
    },
    settle,
    pause: () => void (isPaused = true),
    resume() {
      isPaused = false;
      pump();
    },
    waiting: () => queue,
    sent: () => remembered,
    setBehaviour: (change) => void Object.assign(behaviour, change),
    meddle: (fate, predicate, times) => void meddlings.push({ fate, predicate, left: times }),
    async stop() {
      isStopped = true;
      clearTimeout(timer);
      stopListening();
      while (pumping) await pumping;
    },
  };
}
