import { addMs, minutes, type Clock } from '~/platform/clock/clock';
import type { Vault } from '~/platform/crypto/vault.server';
import type { Database, Db } from '~/platform/db/db.server';
import type { Logger } from '~/platform/logger.server';
import { maySell } from '../consent/may-sell.server';
import { setProperties, type Properties } from '../profiles/set-properties.server';
import type { EnrichmentAnswer, EnrichmentSource } from './enrichment-source';

export interface AskDeps {
  db: Database;
  clock: Clock;
  vault: Vault;
  logger: Logger;
  /** Null: nobody is there to be asked, and nobody is. */
  enrichmentSource: EnrichmentSource | null;
}

type Outcome = EnrichmentAnswer['kind'] | 'refuses-sale';

const PEOPLE_AT_ONCE = 50;
const DAY_MINUTES = 1_440;
/** What is known of a person ages slowly; each question may cost the merchant something. */
const ASK_AGAIN_MINUTES: Record<Outcome, number> = {
  known: 90 * DAY_MINUTES,
  'nothing-known': 90 * DAY_MINUTES,
  'not-now': DAY_MINUTES / 4,
  // They are not asked about: whether they still refuse is looked at again.
  'refuses-sale': DAY_MINUTES,
};
/** New people wait for the next look as long as this. */
const LOOK_AGAIN_MINUTES = 60;

/**
 * Asks the shop's source, if there is one, about the next people who are due, one after the other. Their properties hold what it told, under its name, where
 * merges, copies and erasures find it. Who refuses sale is left out, and asked about only if they change their mind. Returns when to ask again.
 */
export async function askSource(deps: AskDeps, shopId: string): Promise<Date | null> {
  const { enrichmentSource: source, db, clock } = deps;
  if (!source) return null;
  const people = await dueFor(db.prisma, shopId, source.name, clock.now());
  for (const person of people) await askAbout(deps, source, shopId, person);
  return people.length === PEOPLE_AT_ONCE ? clock.now() : addMs(clock.now(), minutes(LOOK_AGAIN_MINUTES));
}

interface DuePerson {
  profileId: string;
  originId: string;
  addressId: string;
  email: Uint8Array;
}

/** People by the address that mail goes to, those first who were never asked about. */
const dueFor = (db: Db, shopId: string, source: string, now: Date) => db.$queryRaw<DuePerson[]>`
  SELECT p."id"::text AS "profileId", COALESCE(a."originId", p."id")::text AS "originId", a."id"::text AS "addressId", a."email"
  FROM profiles p JOIN addresses a ON a."shopId" = p."shopId" AND a."id" = p."primaryAddressId"
  LEFT JOIN address_enquiries q ON q."shopId" = a."shopId" AND q."addressId" = a."id" AND q."source" = ${source}
  WHERE p."shopId" = ${shopId}::uuid AND p."mergedIntoId" IS NULL AND p."erasedAt" IS NULL AND (q."dueAt" IS NULL OR q."dueAt" <= ${now})
  ORDER BY q."dueAt" NULLS FIRST, p."id" LIMIT ${PEOPLE_AT_ONCE}`;

async function askAbout(deps: AskDeps, source: EnrichmentSource, shopId: string, person: DuePerson): Promise<void> {
  const { db, vault } = deps;
  // Looked at for each just before: who says no while others are asked about is not told of any more.
  const isAllowed = await maySell(db.prisma, shopId, person.profileId);
  const answer = isAllowed ? await source.ask(vault.open(person.email, shopId)) : { kind: 'refuses-sale' as const };
  await db.transaction(async (tx) => {
    if (!(await isStillThere(tx, shopId, person))) return;
    await keepEnquiry(tx, shopId, person, source.name, answer.kind, deps.clock.now());
    if (answer.kind === 'known') await keepAnswer(deps, tx, shopId, person, source.name, answer.properties);
  });
}

/** Whoever was erased or became somebody else while the question was out is not told of. Holds who is there. */
async function isStillThere(tx: Db, shopId: string, { profileId, addressId }: DuePerson): Promise<boolean> {
  const held = await tx.$queryRaw<{ id: string }[]>`
    SELECT p."id"::text FROM profiles p JOIN addresses a ON a."shopId" = p."shopId" AND a."profileId" = p."id"
    WHERE p."shopId" = ${shopId}::uuid AND p."id" = ${profileId}::uuid AND a."id" = ${addressId}::uuid FOR NO KEY UPDATE OF p`;
  return held.length > 0;
}

async function keepEnquiry(
  tx: Db,
  shopId: string,
  { addressId }: DuePerson,
  source: string,
  outcome: Outcome,
  now: Date,
): Promise<void> {
  const asked = { outcome, askedAt: now, dueAt: addMs(now, minutes(ASK_AGAIN_MINUTES[outcome])) };
  const key = { shopId, addressId, source };
  const where = { shopId_addressId_source: key };
  await tx.addressEnquiry.upsert({ where, create: { ...key, ...asked }, update: asked });
}

async function keepAnswer(
  { clock, logger }: AskDeps,
  tx: Db,
  shopId: string,
  { profileId, originId }: DuePerson,
  source: string,
  properties: Properties,
): Promise<void> {
  const set = await setProperties(tx, shopId, profileId, properties, { source, at: clock.now(), originId });
  if (set.kind === 'set') return;
  const why = set.problems.map(({ code }) => code);
  logger.warn({ shopId, source, why }, 'an answer about a person breaks a limit');
}
