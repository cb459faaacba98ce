/**
 * Business time of the dev store's world: the system's clock plus one offset, which only a person, a story or a test moves.
 * Tokens, signatures, leases and receive times use the system's clock; whatever the shop or a shopper would call "now" uses this one.
 */
export interface WorldClock {
  /** Business time now. */
  now(): Date;
  /** Milliseconds that business time is ahead of the system's clock (negative: behind). */
  readonly offsetMs: number;
  /** Moves business time forward. Listeners have all finished when the promise resolves. Going back is refused. */
  advance(ms: number): Promise<void>;
  /** Moves business time to an instant that is not earlier than now; the first call may go anywhere (a store's data may be old). */
  moveTo(instant: Date): Promise<void>;
  /** Is told of every move; awaited. Returns the function that stops it. */
  onMove(listener: (now: Date) => void | Promise<void>): () => void;
}
