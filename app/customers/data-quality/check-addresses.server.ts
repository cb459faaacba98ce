import { addressTraits, partsOf, sharedMailbox } from '~/capture/data-quality/address-traits';
import { likelyMeant } from '~/capture/data-quality/provider-typo';
import { addMs, minutes, type Clock } from '~/platform/clock/clock';
import type { Vault } from '~/platform/crypto/vault.server';
import type { Database, Db } from '~/platform/db/db.server';
import { bytea } from '../profiles/bytea';
import { afterAnswer, type AddressState } from './address-state';
import type { AddressValidator, DomainAnswer } from './address-validator';

export interface CheckDeps {
  db: Database;
  clock: Clock;
  vault: Vault;
  addressValidator: AddressValidator;
}

const AT_ONCE = 200;
/** Whoever claimed rows and died leaves them to the next after this. */
const CLAIM_MINUTES = 10;

interface Claimed {
  addressId: string;
  email: Uint8Array;
  state: AddressState;
}

/** Looks at every address that is due. Returns when the next one is, by business time. */
export async function checkAddresses(deps: CheckDeps, shopId: string): Promise<Date | null> {
  for (;;) {
    const claimed = await claim(deps, shopId);
    if (!claimed.length) return nextCheckAt(deps.db.prisma, shopId);
    await check(deps, shopId, claimed);
  }
}

/** When an address is next to be looked at, by business time. */
export async function nextCheckAt(db: Db, shopId: string): Promise<Date | null> {
  const next = await db.addressCheck.findFirst({
    where: { shopId },
    orderBy: { dueAt: 'asc' },
    select: { dueAt: true },
  });
  return next?.dueAt ?? null;
}

function claim({ db, clock }: CheckDeps, shopId: string): Promise<Claimed[]> {
  const now = clock.now();
  return db.prisma.$queryRaw<Claimed[]>`
    WITH chosen AS (
      SELECT "addressId" FROM address_checks WHERE "shopId" = ${shopId}::uuid AND "dueAt" <= ${now}
      ORDER BY "dueAt" LIMIT ${AT_ONCE} FOR UPDATE SKIP LOCKED)
    UPDATE address_checks c SET "dueAt" = ${addMs(now, minutes(CLAIM_MINUTES))} FROM chosen, addresses a
    WHERE c."shopId" = ${shopId}::uuid AND c."addressId" = chosen."addressId" AND a."shopId" = c."shopId" AND a."id" = c."addressId"
    RETURNING c."addressId"::text, a."email", c."state"`;
}

async function check(deps: CheckDeps, shopId: string, claimed: Claimed[]): Promise<void> {
  const { vault, clock } = deps;
  const opened = claimed.map(({ email, ...row }) => ({ ...row, email: vault.open(email, shopId) }));
  const answers = await askAll(deps.addressValidator, new Set(opened.map(({ email }) => partsOf(email).domain)));
  const now = clock.now();
  const rows = opened.map(({ addressId, email, state }) => {
    const meant = likelyMeant(email);
    const mailbox = sharedMailbox(email);
    return {
      addressId,
      traits: addressTraits(email),
      meant: meant && bytea(vault.seal(meant, shopId)),
      mailboxHash: mailbox && bytea(vault.hash(`mailbox ${mailbox}`, shopId)),
      ...afterAnswer(state, answers.get(partsOf(email).domain) ?? 'unknown', now),
    };
  });
  await deps.db.prisma.$executeRaw`
    UPDATE address_checks c SET "traits" = r."traits", "meant" = r."meant", "mailboxHash" = r."mailboxHash", "state" = r."state",
      "dueAt" = r."dueAt", "checkedAt" = ${now}
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      AS r("addressId" uuid, "traits" text[], "meant" bytea, "mailboxHash" bytea, "state" text, "dueAt" timestamptz)
    WHERE c."shopId" = ${shopId}::uuid AND c."addressId" = r."addressId"`;
}

async function askAll(validator: AddressValidator, domains: Set<string>): Promise<Map<string, DomainAnswer>> {
  const asked = [...domains].map(async (domain) => [domain, await validator.ask(domain)] as const);
  return new Map(await Promise.all(asked));
}

/** Whether mail to an address leads nowhere. One that nobody could look at is taken for possible. */
export async function isImpossible(db: Db, shopId: string, addressId: string): Promise<boolean> {
  return (await impossibleAmong(db, shopId, [addressId])).has(addressId);
}

/** Those of these addresses to which mail leads nowhere. */
export async function impossibleAmong(db: Db, shopId: string, addressIds: readonly string[]): Promise<Set<string>> {
  const rows = await db.$queryRaw<{ addressId: string }[]>`
    SELECT c."addressId" FROM address_checks c
    WHERE c."shopId" = ${shopId}::uuid AND c."addressId" = ANY(${[...addressIds]}::uuid[]) AND c."state" = 'impossible'`;
  return new Set(rows.map(({ addressId }) => addressId));
}
