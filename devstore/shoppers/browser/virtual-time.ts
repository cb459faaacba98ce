interface Timer {
  id: number;
  owner: object;
  dueMs: number;
  everyMs: number | undefined;
  run: () => void;
}

/** Timer functions as a page or worker finds them in its global scope. */
export interface TimerFunctions {
  setTimeout(run: (...given: unknown[]) => void, delayMs?: number, ...given: unknown[]): number;
  setInterval(run: (...given: unknown[]) => void, delayMs?: number, ...given: unknown[]): number;
  clearTimeout(id?: number): void;
  clearInterval(id?: number): void;
}

/**
 * How time passes within a browser: only when a shopper looks at something for a while. Pages measure durations by it and their
 * timers wait for it, so that a minute's reading takes no minute. What time of day it is, pages learn from the shop's own clock.
 */
export function createVirtualTime() {
  let nowMs = 0;
  let lastId = 0;
  let timers: Timer[] = [];

  function add(owner: object, run: () => void, delayMs: number, isRepeating: boolean): number {
    lastId += 1;
    const wait = Math.max(0, Number(delayMs) || 0);
    timers.push({ id: lastId, owner, dueMs: nowMs + wait, everyMs: isRepeating ? Math.max(1, wait) : undefined, run });
    return lastId;
  }

  function nextDue(untilMs: number): Timer | undefined {
    return timers.filter((timer) => timer.dueMs <= untilMs).sort((a, b) => a.dueMs - b.dueMs || a.id - b.id)[0];
  }

  /** Runs one timer that is due by then, moving time to it. False when there is none. */
  function runNext(untilMs: number): boolean {
    const timer = nextDue(untilMs);
    if (!timer) return false;
    nowMs = Math.max(nowMs, timer.dueMs);
    if (timer.everyMs === undefined) timers = timers.filter((each) => each !== timer);
    else timer.dueMs += timer.everyMs;
    timer.run();
    return true;
  }

  return {
    now: () => nowMs,
    hasDue: () => nextDue(nowMs) !== undefined,
    runDue: () => {
      while (runNext(nowMs));
    },
    pass(ms: number): void {
      const untilMs = nowMs + ms;
      while (runNext(untilMs));
      nowMs = untilMs;
    },
    /** Timer functions whose timers end with their owner: a closed page's timers never run. */
    functionsFor(owner: object): TimerFunctions {
      const clear = (id?: number) => void (timers = timers.filter((timer) => timer.id !== id || timer.owner !== owner));
      return {
        setTimeout: (run, delayMs = 0, ...given) => add(owner, () => run(...given), delayMs, false),
        setInterval: (run, delayMs = 0, ...given) => add(owner, () => run(...given), delayMs, true),
        clearTimeout: clear,
        clearInterval: clear,
      };
    },
    dropTimersOf: (owner: object) => void (timers = timers.filter((timer) => timer.owner !== owner)),
  };
}

export type VirtualTime = ReturnType<typeof createVirtualTime>;
