import { minutes, type SystemClock } from '~/platform/clock/clock';
import type { AskPage, LinkedPages, PageAnswer } from './linked-pages';

export interface LinkedPagesOptions {
  ask: AskPage;
  systemClock: SystemClock;
  /** How long somebody who looks waits for answers. */
  waitMs?: number;
  mostKept?: number;
}

const WAIT_MS = 1_500;
const MOST_KEPT = 2_000;
const AT_ONCE = 4;
const MOST_WAITING = 200;
const KEPT_MS = minutes(6 * 60);
/** A server that is down for a moment should not be told to be for hours. */
const UNREACHABLE_KEPT_MS = minutes(15);

interface Kept {
  answer: PageAnswer;
  until: number;
}

/**
 * Kept in this process alone, and for hours: what a page answers is nobody's data, and asking again costs a request. A few are asked at once, whoever looks;
 * where too many wait, the rest is left for the next look.
 */
export function createLinkedPages(options: LinkedPagesOptions): LinkedPages {
  const { ask, systemClock, waitMs = WAIT_MS, mostKept = MOST_KEPT } = options;
  const kept = new Map<string, Kept>();
  const asking = new Map<string, Promise<void>>();
  const waiting: (() => void)[] = [];
  let busy = 0;

  const known = (url: string): PageAnswer | undefined => {
    const found = kept.get(url);
    return found && found.until > systemClock.now().getTime() ? found.answer : undefined;
  };

  function keep(url: string, answer: PageAnswer): void {
    kept.delete(url);
    const [oldest] = kept.keys();
    if (kept.size >= mostKept && oldest !== undefined) kept.delete(oldest);
    const forMs = answer.kind === 'unreachable' ? UNREACHABLE_KEPT_MS : KEPT_MS;
    kept.set(url, { answer, until: systemClock.now().getTime() + forMs });
  }

  async function askOne(url: string): Promise<void> {
    if (busy >= AT_ONCE) await new Promise<void>((resolve) => waiting.push(resolve));
    else busy += 1;
    try {
      keep(url, await ask(url));
    } finally {
      asking.delete(url);
      const next = waiting.shift();
      if (next) next();
      else busy -= 1;
    }
  }

  function begin(url: string): Promise<void> | undefined {
    const begun = asking.get(url);
    if (begun || waiting.length >= MOST_WAITING) return begun;
    const fresh = askOne(url);
    asking.set(url, fresh);
    return fresh;
  }

  return {
    async look(urls) {
      const unknown = [...new Set(urls)].filter((url) => known(url) === undefined);
      const begun = unknown.flatMap((url) => begin(url) ?? []);
      if (begun.length > 0) await atMost(waitMs, Promise.all(begun));
      return new Map(
        urls.flatMap((url): [string, PageAnswer][] => {
          const answer = known(url);
          return answer ? [[url, answer]] : [];
        }),
      );
    },
  };
}

/** As soon as the work is done, and in no case later than this. */
function atMost(ms: number, work: Promise<unknown>): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    void work.finally(() => {
      clearTimeout(timer);
      resolve();
    });
  });
}
