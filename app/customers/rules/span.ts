import type { Moment } from './known-person';
import type { Window } from './rule';

/** Instants in ms since 1970: those after `after`, up to and with `until`. */
export interface Span {
  after: number;
  until: number;
}

const MINUTE_MS = 60_000;

/** What a window means at a moment. What is yet to come is in none. */
export function spanOf(window: Window, { at, runSince }: Moment): Span {
  const now = at.getTime();
  if (window === 'run') return { after: runSince ? runSince.getTime() - 1 : -Infinity, until: now };
  if (window === 'ever') return { after: -Infinity, until: now };
  if ('minutes' in window) return { after: now - window.minutes * MINUTE_MS, until: now };
  if ('fromMinutes' in window)
    return { after: now - window.fromMinutes * MINUTE_MS, until: now - window.toMinutes * MINUTE_MS };
  const until = window.until === undefined ? Infinity : Date.parse(window.until) - 1;
  return { after: Date.parse(window.since) - 1, until: Math.min(until, now) };
}

export const isInside = ({ after, until }: Span, at: number): boolean => at > after && at <= until;
