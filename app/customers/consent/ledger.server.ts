import { createHash } from 'node:crypto';
import type { Prisma } from '@prisma/client';
import type { SystemClock } from '~/platform/clock/clock';
import type { Vault } from '~/platform/crypto/vault.server';
import type { Db } from '~/platform/db/db.server';
import { findAddress } from '../profiles/address-vault.server';
import { FIRST_PREVIOUS_HASH, NEWEST_FORMAT, type ChainLink } from './chain';
import { hashOfLink, hex } from './hash-link.server';
import {
  deriveConsent,
  NO_CONSENT,
  type Consent,
  type ConsentSource,
  type ConsentStateName,
  type Purpose,
} from './consent';
import type { Evidence } from './evidence';
import { stillSaid } from './said-before-erasure.server';
import { noteTellings } from './tellings.server';

export interface LedgerDeps {
  vault: Vault;
  systemClock: SystemClock;
}

export interface ConsentInput {
  /** Normalised address that the vault already holds. */
  email: string;
  purpose: Purpose;
  state: ConsentStateName;
  source: ConsentSource;
  occurredAt: Date;
  /** What proves it: event id, opt-in level, wording. No personal data. */
  evidence: Evidence;
  /** The same statement told twice is one entry. */
  dedupeKey: string;
}

export interface ConsentChange {
  addressId: string;
  profileId: string;
  before: Consent;
  after: Consent;
}

/** A statement about an address of the vault, ready for the chain. */
export interface Statement extends ConsentInput {
  address: { id: string; salt: Uint8Array };
}

/**
 * Appends one statement about one address to the shop's ledger and derives its state anew.
 * Returns null where this statement stands there already, or is a yes from before its owner was erased. Throws when the vault does not hold the address.
 */
export async function recordConsent(
  deps: LedgerDeps,
  db: Db,
  shopId: string,
  input: ConsentInput,
): Promise<ConsentChange | null> {
  const address = await findAddress(deps.vault, db, shopId, input.email);
  if (!address) throw new Error('consent for an address that is not in the vault: identify the person first');
  const said = { ...input, emailHash: deps.vault.hash(input.email, shopId) };
  if (!(await stillSaid(db, shopId, [said])).length) return null;
  await lockLedger(db, shopId);
  const told = await db.$queryRaw<unknown[]>`
    SELECT 1 FROM consent_entries WHERE "shopId" = ${shopId}::uuid AND "dedupeKey" = ${input.dedupeKey}`;
  if (told.length) return null;
  const before = await consentOf(db, shopId, address.id, input.purpose);
  const last = await lastEntry(db, shopId);
  await db.consentEntry.create({ data: toEntry(shopId, last, { ...input, address }, deps.systemClock.now()) });
  const after = await deriveAnew(db, shopId, address.id, input.purpose);
  const change = { addressId: address.id, profileId: address.profileId, before, after };
  if (input.purpose === 'marketing') await noteTellings(db, shopId, change, input, deps.systemClock.now());
  return change;
}

/** One writer at a time per shop: a chain has one end. Held until the transaction ends. */
export async function lockLedger(db: Db, shopId: string): Promise<void> {
  await db.$queryRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`consent-ledger:${shopId}`}, 0))::text`;
}

/** The chain's end: what the next entry follows. */
export type LastEntry = { seq: bigint | number; hash: Uint8Array } | null;

export async function lastEntry(db: Db, shopId: string): Promise<LastEntry> {
  const [last = null] = await db.$queryRaw<NonNullable<LastEntry>[]>`
    SELECT "seq", "hash" FROM consent_entries WHERE "shopId" = ${shopId}::uuid ORDER BY "seq" DESC LIMIT 1`;
  return last;
}

/** The entry that follows `last`, with its hash. */
export function toEntry(shopId: string, last: LastEntry, statement: Statement, recordedAt: Date) {
  const link: ChainLink = {
    shopId,
    seq: BigInt(last?.seq ?? 0) + 1n,
    addressId: statement.address.id,
    commitment: createHash('sha256').update(statement.address.salt).update(statement.email).digest('hex'),
    purpose: statement.purpose,
    state: statement.state,
    source: statement.source,
    occurredAt: statement.occurredAt,
    recordedAt,
    evidence: statement.evidence,
    dedupeKey: statement.dedupeKey,
    previousHash: last ? hex(last.hash) : FIRST_PREVIOUS_HASH,
    format: NEWEST_FORMAT,
  };
  return {
    ...link,
    evidence: statement.evidence as Prisma.InputJsonObject,
    commitment: Buffer.from(link.commitment, 'hex'),
    previousHash: Buffer.from(link.previousHash, 'hex'),
    hash: hashOfLink(link),
  };
}

async function deriveAnew(db: Db, shopId: string, addressId: string, purpose: Purpose): Promise<Consent> {
  const entries = await db.consentEntry.findMany({ where: { shopId, addressId, purpose }, orderBy: { seq: 'asc' } });
  const consent = deriveConsent(entries.map((entry) => ({ ...entry, state: entry.state as ConsentStateName })));
  const row = { state: consent.state, entrySeq: consent.entrySeq ?? 0n, since: consent.since ?? new Date(0) };
  await db.consentState.upsert({
    where: { shopId_addressId_purpose: { shopId, addressId, purpose } },
    create: { shopId, addressId, purpose, ...row },
    update: row,
  });
  return consent;
}

/** What may be done with an address now. */
export async function consentOf(db: Db, shopId: string, addressId: string, purpose: Purpose): Promise<Consent> {
  const [consent = NO_CONSENT] = await db.$queryRaw<Consent[]>`
    SELECT "state", "entrySeq", "since" FROM consent_states
    WHERE "shopId" = ${shopId}::uuid AND "addressId" = ${addressId}::uuid AND "purpose" = ${purpose}`;
  return consent;
}

/** As `consentOf`, of many addresses: of those that are not among the answers nothing is known. */
export async function consentsOf(
  db: Db,
  shopId: string,
  addressIds: readonly string[],
  purpose: Purpose,
): Promise<Map<string, Consent>> {
  if (addressIds.length === 0) return new Map();
  const rows = await db.$queryRaw<(Consent & { addressId: string })[]>`
    SELECT c."addressId", c."state", c."entrySeq", c."since" FROM consent_states c
    WHERE c."shopId" = ${shopId}::uuid AND c."addressId" = ANY(${[...addressIds]}::uuid[]) AND c."purpose" = ${purpose}`;
  return new Map(rows.map(({ addressId, ...consent }) => [addressId, consent]));
}

export { verifyLedger } from './verify-ledger.server';
