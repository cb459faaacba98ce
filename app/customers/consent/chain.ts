/** One link of the consent ledger, without personal data: what its hash covers. */
export interface ChainLink {
  shopId: string;
  seq: bigint;
  addressId: string;
  /** Hex of sha256(salt ‖ address). */
  commitment: string;
  purpose: string;
  state: string;
  source: string;
  occurredAt: Date;
  recordedAt: Date;
  evidence: unknown;
  dedupeKey: string;
  /** Hex of the previous link's hash; 64 zeros before the first. */
  previousHash: string;
  /** How its text is made: a format once used is never changed, or older ledgers would seem broken. */
  format: LinkFormat;
}

/** 1: without the format itself. 2: with it, so that no entry can pass for one of another format. */
export type LinkFormat = 1 | 2;

export const NEWEST_FORMAT: LinkFormat = 2;

export const FIRST_PREVIOUS_HASH = '0'.repeat(64);

/** The bytes a link's hash is taken over: the same for the same link, whatever order its evidence was written in. */
export function chainText({ format, ...link }: ChainLink): string {
  return canonicalJson({
    ...link,
    ...(format === 1 ? {} : { format }),
    seq: link.seq.toString(),
    occurredAt: link.occurredAt.toISOString(),
    recordedAt: link.recordedAt.toISOString(),
  });
}

/** JSON with object keys in order, as RFC 8785 asks (for the strings, integers, booleans, lists and objects that evidence is made of). */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value ?? null);
  const members = Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, member]) => `${JSON.stringify(key)}:${canonicalJson(member)}`);
  return `{${members.join(',')}}`;
}
