/** What Shopify tells of its bucket with each answer. */
export interface ThrottleStatus {
  maximumAvailable: number;
  currentlyAvailable: number;
  /** Points a second. */
  restoreRate: number;
}

/** One shop's bucket at Shopify, as far as it can be known from here; instants are milliseconds of a clock that only runs forward. */
export interface KnownBucket {
  status: ThrottleStatus;
  asOfMs: number;
  /** Points of requests that are out and not answered yet. */
  outstanding: number;
  /** Requests that are out. */
  inFlight: number;
  /** Requests that ever went out. */
  sent: number;
}

/** What one query may cost at the most (https://shopify.dev/docs/api/usage/limits). */
export const MAX_QUERY_COST = 1_000;

/** Before Shopify has said anything: the smallest bucket any plan was seen with. */
const UNKNOWN: ThrottleStatus = { maximumAvailable: 1_000, currentlyAvailable: 1_000, restoreRate: 50 };

export const unknownBucket = (nowMs: number): KnownBucket => ({
  status: UNKNOWN,
  asOfMs: nowMs,
  outstanding: 0,
  inFlight: 0,
  sent: 0,
});

/** Points that are surely there: those last told of and those that came back since, without those that are spoken for. */
export function availableIn({ status, asOfMs, outstanding }: KnownBucket, nowMs: number): number {
  const restored = status.currentlyAvailable + ((nowMs - asOfMs) / 1_000) * status.restoreRate;
  return Math.min(status.maximumAvailable, restored) - outstanding;
}

/**
 * How long to wait before asking for so many points, in milliseconds; 0: now. What costs more than the whole bucket holds is asked for once that
 * is full: Shopify's word counts, not ours.
 */
export function waitFor(bucket: KnownBucket, cost: number, nowMs: number): number {
  const missing = Math.min(cost, bucket.status.maximumAvailable) - availableIn(bucket, nowMs);
  return missing <= 0 ? 0 : Math.ceil((missing / bucket.status.restoreRate) * 1_000);
}

export const taken = (bucket: KnownBucket, cost: number): KnownBucket => ({
  ...bucket,
  outstanding: bucket.outstanding + cost,
  inFlight: bucket.inFlight + 1,
  sent: bucket.sent + 1,
});

/** A request that went out: what it may cost, and which it was if nothing else was out; null otherwise. */
export interface Outgoing {
  cost: number;
  alone: number | null;
}

export const outgoing = ({ inFlight, sent }: KnownBucket, cost: number): Outgoing => ({
  cost,
  alone: inFlight === 0 ? sent + 1 : null,
});

/**
 * The bucket after an answer. Answers overtake each other, and each tells of the moment it was made: only one beside which none was out from
 * its beginning to its end may raise what is believed, others can only lower it. What a query did not use of its price has come back.
 */
export function answered(
  bucket: KnownBucket,
  { cost, alone, actualCost, status }: Outgoing & { actualCost: number; status: ThrottleStatus | null },
  nowMs: number,
): KnownBucket {
  const rest = { outstanding: bucket.outstanding - cost, inFlight: bucket.inFlight - 1 };
  if (!status) return { ...bucket, ...rest };
  const believed = availableIn({ ...bucket, outstanding: 0 }, nowMs) - actualCost;
  const isAlone = alone === bucket.sent;
  const currentlyAvailable = isAlone ? status.currentlyAvailable : Math.min(believed, status.currentlyAvailable);
  return { ...bucket, status: { ...status, currentlyAvailable }, asOfMs: nowMs, ...rest };
}
