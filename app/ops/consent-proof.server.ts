import type { ConsentEntry } from '@prisma/client';
import { consentEntryWords } from '~/decisions/explanations/consent-words';
import type { Db } from '~/platform/db/db.server';

/** An entry of the consent ledger as a page shows it. */
export interface ConsentProof {
  /** Its place in the shop's ledger. */
  seq: number;
  what: string;
  proof: string;
  at: string;
  /** Beginning of the entry's hash, which the next entry of the chain builds on. */
  hash: string;
}

/** One entry by its place; null where the ledger does not reach that far. */
export async function consentProof(db: Db, shopId: string, seq: bigint): Promise<ConsentProof | null> {
  const entry = await db.consentEntry.findUnique({ where: { shopId_seq: { shopId, seq } } });
  return entry && proofOf(entry);
}

const SHOWN = 20;

/** The newest statements about some addresses, newest first. */
export async function consentHistory(db: Db, shopId: string, addressIds: string[]): Promise<ConsentProof[]> {
  const entries = await db.consentEntry.findMany({
    where: { shopId, addressId: { in: addressIds } },
    orderBy: [{ occurredAt: 'desc' }, { seq: 'desc' }],
    take: SHOWN,
  });
  return entries.map(proofOf);
}

export function proofOf({ seq, purpose, state, source, evidence, occurredAt, hash }: ConsentEntry): ConsentProof {
  return {
    seq: Number(seq),
    ...consentEntryWords({ purpose, state, source, evidence: (evidence ?? {}) as Record<string, string | null> }),
    at: occurredAt.toISOString(),
    hash: Buffer.from(hash).toString('hex').slice(0, 12),
  };
}
