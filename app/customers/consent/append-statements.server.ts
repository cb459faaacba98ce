import { createHash } from 'node:crypto';
import type { SystemClock } from '~/platform/clock/clock';
import type { Vault } from '~/platform/crypto/vault.server';
import type { Db } from '~/platform/db/db.server';
import { FIRST_PREVIOUS_HASH, NEWEST_FORMAT, type ChainLink } from './chain';
import {
  deriveConsent,
  NO_CONSENT,
  type Consent,
  type ConsentFact,
  type ConsentSource,
  type ConsentStateName,
  type Purpose,
} from './consent';
import type { Evidence } from './evidence';
import { hashOfLink, hex } from './hash-link.server';

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

/** A statement about an address of the vault, ready for the chain. */
export interface Statement extends ConsentInput {
  address: { id: string; profileId: string; salt: Uint8Array };
}

export interface ConsentChange {
  addressId: string;
  profileId: string;
  before: Consent;
  after: Consent;
  /** Of the newest statement that was appended. */
  source: ConsentSource;
}

/**
 * Appends statements to a shop's chain and derives anew what their addresses agreed to, in four queries however many they are: all others of the shop wait
 * meanwhile. What the ledger has already is left out. Returns of each address and purpose that got a new entry what it was and is.
 */
export async function appendStatements(
  deps: LedgerDeps,
  db: Db,
  shopId: string,
  statements: readonly Statement[],
): Promise<ConsentChange[]> {
  if (!statements.length) return [];
  await lockLedger(db, shopId);
  const { told, last } = await chainEnd(db, shopId, statements);
  const fresh = statements.filter(({ dedupeKey }) => !told.has(dedupeKey));
  if (!fresh.length) return [];
  const links = toLinks(shopId, last, fresh, deps.systemClock.now());
  const changes = (await standings(db, shopId, fresh)).map((standing) => changeBy(standing, fresh, links));
  await store(db, shopId, links, changes);
  return changes.map(({ purpose: _, ...change }) => change);
}

/** One writer at a time per shop: a chain has one end. Held until the transaction ends. */
async function lockLedger(db: Db, shopId: string): Promise<void> {
  await db.$queryRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`consent-ledger:${shopId}`}, 0))::text`;
}

/** What the next entry follows; null: it is the first. */
type LastEntry = Pick<ChainLink, 'seq'> & { hash: string };

async function chainEnd(
  db: Db,
  shopId: string,
  statements: readonly Statement[],
): Promise<{ told: Set<string>; last: LastEntry | null }> {
  const keys = statements.map(({ dedupeKey }) => dedupeKey);
  const [row] = await db.$queryRaw<{ told: string[]; seq: bigint | null; hash: Uint8Array | null }[]>`
    SELECT ARRAY(SELECT t."dedupeKey" FROM consent_entries t WHERE t."shopId" = ${shopId}::uuid AND t."dedupeKey" = ANY(${keys}::text[])) AS "told",
      l."seq", l."hash"
    FROM (VALUES (1)) one LEFT JOIN LATERAL (
      SELECT e."seq", e."hash" FROM consent_entries e WHERE e."shopId" = ${shopId}::uuid ORDER BY e."seq" DESC LIMIT 1) l ON true`;
  const last = row?.seq && row.hash ? { seq: BigInt(row.seq), hash: hex(row.hash) } : null;
  return { told: new Set(row?.told), last };
}

type Link = ChainLink & { hash: string };

/** The entries that follow `last`, each with its hash. */
function toLinks(shopId: string, last: LastEntry | null, statements: readonly Statement[], recordedAt: Date): Link[] {
  const links: Link[] = [];
  let end = last;
  for (const { address, email, purpose, state, source, occurredAt, evidence, dedupeKey } of statements) {
    const link: ChainLink = {
      ...{ shopId, seq: (end?.seq ?? 0n) + 1n, addressId: address.id },
      commitment: createHash('sha256').update(address.salt).update(email).digest('hex'),
      ...{ purpose, state, source, occurredAt, recordedAt, evidence, dedupeKey },
      ...{ previousHash: end?.hash ?? FIRST_PREVIOUS_HASH, format: NEWEST_FORMAT },
    };
    const entry = { ...link, hash: hex(hashOfLink(link)) };
    links.push(entry);
    end = entry;
  }
  return links;
}

/** What an address agreed to until now, and all that the ledger has of it. */
interface Standing {
  addressId: string;
  purpose: Purpose;
  before: Consent;
  facts: ConsentFact[];
}

interface StandingRow extends Nullable<ConsentFact> {
  addressId: string;
  purpose: Purpose;
  wasState: ConsentStateName | null;
  wasSeq: bigint | null;
  wasSince: Date | null;
}

type Nullable<T> = { [K in keyof T]: T[K] | null };

async function standings(db: Db, shopId: string, statements: readonly Statement[]): Promise<Standing[]> {
  const asked = statements.map(({ address, purpose }) => ({ addressId: address.id, purpose }));
  // OFFSET 0: as joins both might be read whole, where the statistics are of an hour in which there was little to read.
  const rows = await db.$queryRaw<StandingRow[]>`
    SELECT a."addressId"::text, a."purpose", e."seq", e."state", e."source", e."occurredAt",
      s."state" AS "wasState", s."entrySeq" AS "wasSeq", s."since" AS "wasSince"
    FROM (SELECT DISTINCT * FROM jsonb_to_recordset(${JSON.stringify(asked)}::jsonb) AS r("addressId" uuid, "purpose" text)) a
    LEFT JOIN LATERAL (
      SELECT * FROM consent_states o
      WHERE o."shopId" = ${shopId}::uuid AND o."addressId" = a."addressId" AND o."purpose" = a."purpose" OFFSET 0) s ON true
    LEFT JOIN LATERAL (
      SELECT * FROM consent_entries o
      WHERE o."shopId" = ${shopId}::uuid AND o."addressId" = a."addressId" AND o."purpose" = a."purpose" OFFSET 0) e ON true
    ORDER BY a."addressId", a."purpose", e."seq"`;
  const byName = new Map<string, Standing>();
  for (const { addressId, purpose, wasState, wasSeq, wasSince, ...fact } of rows) {
    const name = `${addressId} ${purpose}`;
    const before = wasState ? { state: wasState, entrySeq: wasSeq, since: wasSince } : NO_CONSENT;
    const standing = byName.get(name) ?? { addressId, purpose, before, facts: [] };
    if (isFact(fact)) standing.facts.push(fact);
    byName.set(name, standing);
  }
  return [...byName.values()];
}

const isFact = (fact: Nullable<ConsentFact>): fact is ConsentFact => fact.seq !== null;

type Change = ConsentChange & { purpose: Purpose };

function changeBy(
  { addressId, purpose, before, facts }: Standing,
  statements: readonly Statement[],
  links: readonly Link[],
): Change {
  const isOfThis = (each: { addressId: string; purpose: string }) =>
    each.addressId === addressId && each.purpose === purpose;
  const newest = statements.findLast(({ address, purpose: of }) => isOfThis({ addressId: address.id, purpose: of }));
  if (!newest) throw new Error('a standing that nobody asked for');
  const added = links.filter(isOfThis).map((link) => ({ ...link, state: link.state as ConsentStateName }));
  const after = deriveConsent([...facts, ...added]);
  return { addressId, purpose, profileId: newest.address.profileId, before, after, source: newest.source };
}

async function store(db: Db, shopId: string, links: readonly Link[], changes: readonly Change[]): Promise<void> {
  const entries = links.map((link) => ({ ...link, seq: String(link.seq) }));
  const states = changes.map(({ addressId, purpose, after: { state, entrySeq, since } }) => ({
    ...{ addressId, purpose, state, entrySeq: String(entrySeq ?? 0n), since: since ?? new Date(0) },
  }));
  await db.$executeRaw`
    WITH entries AS (
      INSERT INTO consent_entries ("shopId", "seq", "addressId", "commitment", "purpose", "state", "source", "occurredAt",
        "recordedAt", "evidence", "dedupeKey", "previousHash", "hash", "format")
      SELECT ${shopId}::uuid, r."seq", r."addressId", decode(r."commitment", 'hex'), r."purpose", r."state", r."source", r."occurredAt",
        r."recordedAt", r."evidence", r."dedupeKey", decode(r."previousHash", 'hex'), decode(r."hash", 'hex'), r."format"
      FROM jsonb_to_recordset(${JSON.stringify(entries)}::jsonb) AS r("seq" bigint, "addressId" uuid, "commitment" text, "purpose" text,
        "state" text, "source" text, "occurredAt" timestamptz, "recordedAt" timestamptz, "evidence" jsonb, "dedupeKey" text,
        "previousHash" text, "hash" text, "format" integer))
    INSERT INTO consent_states ("shopId", "addressId", "purpose", "state", "entrySeq", "since")
    SELECT ${shopId}::uuid, r."addressId", r."purpose", r."state", r."entrySeq", r."since"
    FROM jsonb_to_recordset(${JSON.stringify(states)}::jsonb)
      AS r("addressId" uuid, "purpose" text, "state" text, "entrySeq" bigint, "since" timestamptz)
    ON CONFLICT ("shopId", "addressId", "purpose") DO UPDATE
    SET "state" = EXCLUDED."state", "entrySeq" = EXCLUDED."entrySeq", "since" = EXCLUDED."since"`;
}
