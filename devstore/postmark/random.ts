import { createHash } from 'node:crypto';

/** Numbers in [0, 1), the same sequence for the same seed (mulberry32). */
export type Random = () => number;

export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export interface IdSource {
  /** A lower-case UUID, as Postmark gives its messages. */
  uuid(): string;
  /** A small number for servers, signatures and webhooks. */
  small(): number;
  /** The last small number that was given out. */
  readonly lastSmall: number;
  /** A 64-bit-sized number for bounces, which at Postmark outgrow 32 bits. */
  large(): number;
}

/**
 * Ids that are the same in every run with the same seed and start, and different after a restart: an application keeps message ids in its
 * database, so a stand-in that was started again must not hand out the same ones. `lastSmall`: the last small one of an earlier run.
 */
export function createIds(options: { seed: number; startedAtMs: number; lastSmall?: number }): IdSource {
  let uuids = 0;
  let lastSmall = options.lastSmall ?? 1_000;
  let larges = 0;
  return {
    uuid() {
      uuids += 1;
      const hex = createHash('sha256').update(`${options.seed}/${options.startedAtMs}/${uuids}`).digest('hex');
      const variant = ((Number.parseInt(hex.charAt(16), 16) & 0x3) | 0x8).toString(16);
      return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
    },
    small: () => (lastSmall += 1),
    get lastSmall() {
      return lastSmall;
    },
    large: () => options.startedAtMs + (larges += 1),
  };
}
