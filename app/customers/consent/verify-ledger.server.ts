import type { ConsentEntry } from '@prisma/client';
import type { Db } from '~/platform/db/db.server';
import { FIRST_PREVIOUS_HASH, type ChainLink, type LinkFormat } from './chain';
import { hashOfLink, hex } from './hash-link.server';

/** Where and why a chain is not what was written. */
export interface LedgerProblem {
  seq: bigint;
  why: string;
}

/** What a walk over a shop's whole chain found; entries and head are those of the part that is whole. */
export interface LedgerAudit {
  entries: number;
  /** Hex of the last hash, to be noted down elsewhere: whoever has it knows later that nothing before it was changed. */
  head: string;
  problem: LedgerProblem | null;
}

const BATCH = 1_000;

/** Walks a shop's whole chain, in constant memory. Passes also after addresses were erased: the chain holds commitments, not addresses. */
export async function auditLedger(db: Db, shopId: string): Promise<LedgerAudit> {
  let audit: LedgerAudit = { entries: 0, head: FIRST_PREVIOUS_HASH, problem: null };
  for (;;) {
    const batch = await db.consentEntry.findMany({
      // Without a lower bound at first: an entry put before the first one is found, too.
      where: { shopId, ...(audit.entries ? { seq: { gt: BigInt(audit.entries) } } : {}) },
      orderBy: { seq: 'asc' },
      take: BATCH,
    });
    for (const entry of batch) {
      audit = follow(audit, entry);
      if (audit.problem) return audit;
    }
    if (batch.length < BATCH) return withEnd(db, shopId, audit);
  }
}

function follow(audit: LedgerAudit, entry: ConsentEntry): LedgerAudit {
  const expected = BigInt(audit.entries) + 1n;
  const broken = (seq: bigint, why: string): LedgerAudit => ({ ...audit, problem: { seq, why } });
  if (entry.seq !== expected) return broken(expected, 'an entry is missing');
  if (hex(entry.previousHash) !== audit.head) return broken(entry.seq, 'it does not follow its predecessor');
  const head = hex(hashOfLink(linkOf(entry)));
  if (head !== hex(entry.hash)) return broken(entry.seq, 'its contents were changed');
  return { entries: audit.entries + 1, head, problem: null };
}

/** States are derived from entries: one that names an entry beyond the last shows that the end was cut off. */
async function withEnd(db: Db, shopId: string, audit: LedgerAudit): Promise<LedgerAudit> {
  const { _max } = await db.consentState.aggregate({ where: { shopId }, _max: { entrySeq: true } });
  const next = BigInt(audit.entries) + 1n;
  return (_max.entrySeq ?? 0n) < next ? audit : { ...audit, problem: { seq: next, why: 'an entry is missing' } };
}

function linkOf(row: ConsentEntry): ChainLink {
  const { shopId, seq, addressId, purpose, state, source, occurredAt, recordedAt, evidence, dedupeKey } = row;
  return {
    ...{ shopId, seq, addressId, purpose, state, source, occurredAt, recordedAt, evidence, dedupeKey },
    commitment: hex(row.commitment),
    previousHash: hex(row.previousHash),
    format: row.format as LinkFormat,
  };
}

export type LedgerCheck = { kind: 'intact'; entries: number } | ({ kind: 'broken' } & LedgerProblem);

/** Whether a shop's chain is whole. */
export async function verifyLedger(db: Db, shopId: string): Promise<LedgerCheck> {
  const { entries, problem } = await auditLedger(db, shopId);
  return problem ? { kind: 'broken', ...problem } : { kind: 'intact', entries };
}
