/** What is being made, with what it was before, so that steps can be taken back. */
export interface History<T> {
  past: readonly T[];
  now: T;
  future: readonly T[];
  /** What was changed last; the same again is part of that change, as letters of one word are. */
  touched: string | null;
}

const MOST_KEPT = 100;

export const begin = <T>(now: T): History<T> => ({ past: [], now, future: [], touched: null });

/** @param what names what was changed; null: a change of its own */
export function changed<T>({ past, now, touched }: History<T>, next: T, what: string | null): History<T> {
  if (next === now) return { past, now, future: [], touched };
  const isSame = what !== null && what === touched;
  return { past: isSame ? past : [...past, now].slice(-MOST_KEPT), now: next, future: [], touched: what };
}

export function undone<T>(history: History<T>): History<T> {
  const last = history.past.at(-1);
  if (last === undefined) return history;
  return { past: history.past.slice(0, -1), now: last, future: [history.now, ...history.future], touched: null };
}

export function redone<T>(history: History<T>): History<T> {
  const [next, ...future] = history.future;
  if (next === undefined) return history;
  return { past: [...history.past, history.now], now: next, future, touched: null };
}
