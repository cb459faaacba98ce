/** So many requests in each window of so many milliseconds. */
interface Window {
  limit: number;
  ms: number;
}

/** Requests of one key: 350 in a second and 3,500 in a minute, as the largest of Klaviyo's tiers has it ("Rate limits, status codes, and errors"). */
const WINDOWS: Window[] = [
  { limit: 350, ms: 1_000 },
  { limit: 3_500, ms: 60_000 },
];

/** More keys than this are not in use at once: the one that rests longest is forgotten. */
const MOST_KEYS = 10_000;

export interface Standing {
  isOver: boolean;
  /** Of the window that is nearest to its end of requests. */
  limit: number;
  remaining: number;
  /** Whole seconds until that window begins anew, at least 1. */
  resetSeconds: number;
}

export interface RequestLimits {
  /** Counts one request of a key, unless it is over its limit, and says how the key stands. */
  take(keyId: string, nowMs: number): Standing;
}

interface Count {
  windowAt: number;
  requests: number;
}

/** The limits of one process: several of them let through as many times as much. */
export function createRequestLimits(): RequestLimits {
  const known = new Map<string, Count[]>();
  return {
    take(keyId, nowMs) {
      const counts = WINDOWS.map((window, index) => countNow(known.get(keyId)?.[index], window, nowMs));
      const isOver = counts.some(({ requests }, index) => requests >= (WINDOWS[index]?.limit ?? 0));
      if (!isOver) for (const count of counts) count.requests += 1;
      known.delete(keyId);
      known.set(keyId, counts);
      if (known.size > MOST_KEYS) known.delete(known.keys().next().value ?? keyId);
      return { isOver, ...tightest(counts, nowMs) };
    },
  };
}

function countNow(known: Count | undefined, { ms }: Window, nowMs: number): Count {
  const windowAt = Math.floor(nowMs / ms);
  return known?.windowAt === windowAt ? known : { windowAt, requests: 0 };
}

/** Of two windows that are both spent, the one that lasts longer. */
function tightest(counts: Count[], nowMs: number): Omit<Standing, 'isOver'> {
  const [first] = WINDOWS.map(({ limit, ms }, index) => {
    const { requests = 0, windowAt = 0 } = counts[index] ?? {};
    const resetSeconds = Math.max(1, Math.ceil(((windowAt + 1) * ms - nowMs) / 1_000));
    return { limit, remaining: limit - requests, resetSeconds };
  }).sort((a, b) => a.remaining / a.limit - b.remaining / b.limit || b.resetSeconds - a.resetSeconds);
  return first ?? { limit: 0, remaining: 0, resetSeconds: 1 };
}
