import type { WorldClock } from '../../clock';
import { maxParallel } from './deliver';
import type { Delivery } from './delivery';
import type { DeliveryBook, KeptDelivery } from './delivery-book';

/** Deliveries that wait for their time, and the loop that sends what is due, at most 20 at once. */
export interface Outbox {
  add(delivery: Delivery): void;
  /** Resolves when everything due now has been answered. */
  settle(): Promise<void>;
  pause(): void;
  resume(): void;
  /** Takes up deliveries that an earlier run left. */
  takeUp(deliveries: readonly KeptDelivery[]): void;
  /** Deliveries that wait, those for later too. */
  waiting(): readonly Delivery[];
  stop(): Promise<void>;
}

export interface OutboxDependencies {
  clock: WorldClock;
  book: DeliveryBook;
  /** The order in which deliveries that are due together leave. */
  arrange: (due: KeptDelivery[]) => KeptDelivery[];
  /** Tries one; gives what is to be queued in consequence. */
  attempt: (delivery: Delivery) => Promise<Delivery[]>;
}

const longestTimerMs = 2 ** 31 - 1;

interface OutboxState extends OutboxDependencies {
  queue: KeptDelivery[];
  pumping: Promise<void> | null;
  isHeld: boolean;
  timer: NodeJS.Timeout | undefined;
}

export function createOutbox(deps: OutboxDependencies): Outbox {
  const state: OutboxState = { ...deps, queue: [], pumping: null, isHeld: false, timer: undefined };
  const settle = () => settleAll(state);
  // A move of the clock is done only when what it made due has been answered.
  const stopListening = deps.clock.onMove(settle);
  return {
    add(delivery) {
      state.queue.push(state.book.enter(delivery));
      wake(state);
    },
    takeUp(deliveries) {
      state.queue.push(...deliveries);
      wake(state);
    },
    settle,
    pause: () => void (state.isHeld = true),
    resume() {
      state.isHeld = false;
      wake(state);
    },
    waiting: () => state.queue,
    async stop() {
      state.isHeld = true;
      clearTimeout(state.timer);
      stopListening();
      while (state.pumping) await state.pumping;
    },
  };
}

async function settleAll(state: OutboxState): Promise<void> {
  wake(state);
  while (state.pumping) await state.pumping;
}

/** Starts sending if something is due, or else sets a timer for when it will be: business time also passes by itself. */
function wake(state: OutboxState): void {
  clearTimeout(state.timer);
  if (state.isHeld || state.pumping || state.queue.length === 0) return;
  const nowMs = state.clock.now().getTime();
  const nextMs = state.queue.reduce((least, each) => Math.min(least, each.dueAtMs), Infinity);
  if (nextMs <= nowMs) {
    state.pumping = drain(state);
    return;
  }
  state.timer = setTimeout(() => wake(state), Math.min(nextMs - nowMs, longestTimerMs));
  state.timer.unref();
}

async function drain(state: OutboxState): Promise<void> {
  // Events of one turn of the event loop leave together, so that they can be arranged.
  await new Promise((resolve) => setImmediate(resolve));
  for (let due = takeDue(state); due.length > 0; due = state.isHeld ? [] : takeDue(state)) {
    const line = state.arrange(due);
    await Promise.all(Array.from({ length: Math.min(maxParallel, line.length) }, () => work(state, line)));
  }
  state.pumping = null;
  wake(state);
}

async function work(state: OutboxState, line: KeptDelivery[]): Promise<void> {
  for (let next = line.shift(); next; next = line.shift()) {
    const consequences = await state.attempt(next);
    state.queue.push(...consequences.map((each) => state.book.enter(each)));
    state.book.strike(next);
  }
}

function takeDue(state: OutboxState): KeptDelivery[] {
  const nowMs = state.clock.now().getTime();
  const due = state.queue.filter((each) => each.dueAtMs <= nowMs);
  state.queue = state.queue.filter((each) => each.dueAtMs > nowMs);
  return due;
}
