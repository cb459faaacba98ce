import type { MarkChange } from './output';

/** What came of telling of one customer. */
export type MarkOutcome =
  | { kind: 'told' }
  /** Shopify has no such customer. */
  | { kind: 'gone'; problem: string }
  /** Shopify says itself why it will not have it; trying again at once is of no use. */
  | { kind: 'refused'; problem: string };

/** Who keeps the tags and the list of segments on customers outside. What cannot be asked throws, and is told again later. */
export interface CustomerMarks {
  /** Of at most `MOST_AT_ONCE` customers, each once; an outcome for each, by its id. */
  tell(shopDomain: string, changes: readonly MarkChange[]): Promise<ReadonlyMap<string, MarkOutcome>>;
  /** Makes the list known, so that it can be chosen where customers are filtered. Null: it is; else why not. */
  define(shopDomain: string): Promise<string | null>;
}

/** A request waits until the shop's points suffice: more at once would hold up longer whoever else asks something of that shop. */
export const MOST_AT_ONCE = 25;
