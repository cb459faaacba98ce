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
}

export const FIRST_PREVIOUS_HASH = '0'.repeat(64);

/** The bytes a link's hash is taken over: the same for the same link, whatever order its evidence was written in. */
export function chainText(link: ChainLink): string {
  return canonicalJson({
    ...link,
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
