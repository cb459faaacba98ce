import type { Identifier } from '~/capture/events/reports';
import type { Db } from '~/platform/db/db.server';
import { standardisePerson } from '../data-quality/standardise-person';
import type { Identified, IdentifyDeps, IdentifyInput, Linked } from './identified';
import { keepPerson } from './keep-person.server';
import { linkPerson } from './link-person.server';
import { holdProfile } from './profile-tree.server';
import { STRENGTH } from './identity-rules';
import { toldIdentifiers, type ToldIdentifiers } from './told-identifiers.server';
import type { ToldOf } from './told-of.server';

/**
 * Finds, makes or merges the profile a report is about, and keeps what the report tells of the person. What is stored of the person in the rest
 * of the transaction remembers of which profile it was told.
 */
export async function identify(deps: IdentifyDeps, db: Db, shopId: string, input: IdentifyInput): Promise<Identified> {
  const { person, cleanings } = standardisePerson(input.person);
  const told = toldIdentifiers(deps.vault, shopId, person, input.weak ?? []);
  if (!told.identifiers.length) throw new Error('a report that identifies nobody cannot become a profile');
  const settled = input.mailboxOf ? null : await findSettled(db, shopId, told);
  const { isAddressTheirs, ...identified } =
    settled ?? (await linkPerson(deps, db, shopId, told, { ...input, person }));
  const { profileId, originId } = identified;
  const email = isAddressTheirs ? told.email : null;
  await keepPerson(deps, db, shopId, { ...input, person, cleanings, profileId, originId, email, phone: told.phone });
  return identified;
}

interface KnownIdentity extends ToldOf {
  kind: Identifier['kind'];
  splits: number;
}

/**
 * The quick way: all identifiers are known and lead to one profile, which was not merged away meanwhile, nor parted from any of them. A number
 * that is not this person's yet goes the careful way.
 */
async function findSettled(db: Db, shopId: string, { identifiers }: ToldIdentifiers): Promise<Linked | null> {
  const phone = identifiers.find(({ kind }) => kind === 'phone');
  const others = identifiers.filter((each) => each !== phone);
  const rows = await knownIdentities(db, shopId, others);
  const first = rows.sort((a, b) => STRENGTH[a.kind] - STRENGTH[b.kind])[0];
  if (!first || rows.length < others.length || rows.some((row) => row.profileId !== first.profileId)) return null;
  const { profileId, originId, splits } = first;
  if (phone && !(await hasPhone(db, shopId, originId, phone.value))) return null;
  const held = await holdProfile(db, shopId, profileId, originId);
  return held?.splits === splits ? { profileId, originId, mergedFrom: [], isAddressTheirs: true } : null;
}

/** First the few identities, then their profiles: of a shop that came by thousands just now the planner knows nothing, and would join all of both. */
async function knownIdentities(db: Db, shopId: string, identifiers: Identifier[]): Promise<KnownIdentity[]> {
  const kinds = identifiers.map(({ kind }) => kind);
  const values = identifiers.map(({ value }) => value);
  return db.$queryRaw<KnownIdentity[]>`
    WITH known AS MATERIALIZED (
      SELECT i."kind", i."profileId", COALESCE(i."originId", i."profileId") AS "originId"
      FROM unnest(${kinds}::text[], ${values}::text[]) AS told("kind", "value")
      JOIN identities i ON i."shopId" = ${shopId}::uuid AND i."kind" = told."kind" AND i."value" = told."value")
    SELECT k."kind", k."profileId"::text, k."originId"::text, p."splits"
    FROM known k JOIN profiles p ON p."shopId" = ${shopId}::uuid AND p."id" = k."profileId"`;
}

async function hasPhone(db: Db, shopId: string, originId: string, hash: string): Promise<boolean> {
  const key = { shopId, originId, phoneHash: Buffer.from(hash, 'hex') };
  return (await db.phone.count({ where: key })) > 0;
}
