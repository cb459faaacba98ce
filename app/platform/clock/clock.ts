/** Business time: what the shop and its shoppers call now. One for all processes; only the dev store ever moves it. */
export interface Clock {
  readonly time: 'business';
  now(): Date;
}

/** The machine's own time, for leases, timeouts, tokens, signatures and ids. Never moved. */
export interface SystemClock {
  readonly time: 'system';
  now(): Date;
}

export const minutes = (count: number): number => count * 60_000;

export const addMs = (instant: Date, ms: number): Date => new Date(instant.getTime() + ms);

/** The earlier of two instants, where null means never. */
export function earliest(a: Date | null, b: Date | null): Date | null {
  if (!a || !b) return a ?? b;
  return a < b ? a : b;
}
