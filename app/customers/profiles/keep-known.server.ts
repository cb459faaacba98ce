import type { Db } from '~/platform/db/db.server';
import { saveAddress, type AddressDeps } from './address-vault.server';
import { bytea } from './bytea';
import { keepMore, type ToldPersonOf } from './keep-person.server';
import { keepTraits } from './keep-traits.server';

interface KnownAddress {
  hash: string;
  firstName: Uint8Array | null;
  lastName: Uint8Array | null;
  isWrittenTo: boolean;
}

/** Keeps what a page of a sync tells of persons who are known already: in a handful of statements, but for addresses of which it has news. */
export async function keepKnown(deps: AddressDeps, db: Db, shopId: string, told: ToldPersonOf[]): Promise<void> {
  if (!told.length) return;
  await keepTraits(db, shopId, told);
  await keepMore(deps, db, shopId, told);
  const hashed = told.flatMap((each) =>
    each.email ? [{ ...each, email: each.email, hash: bytea(deps.vault.hash(each.email, shopId)) }] : [],
  );
  const known = await readAddresses(db, shopId, hashed);
  for (const { email, hash, ...each } of hashed) {
    const { firstName, lastName, seenAt: toldAt } = each.person;
    const address = known.get(hash);
    if (!address || isNews(deps, shopId, address, each))
      await saveAddress(deps, db, shopId, each, { email, firstName, lastName, toldAt });
  }
}

/** Reads them, and notes that they were told again. */
async function readAddresses(
  db: Db,
  shopId: string,
  told: { hash: string; person: { seenAt: Date } }[],
): Promise<Map<string, KnownAddress>> {
  if (!told.length) return new Map();
  const json = JSON.stringify(told.map(({ hash, person }) => ({ hash, seenAt: person.seenAt })));
  await db.$executeRaw`
    UPDATE addresses a SET "toldAt" = r."seenAt" FROM (SELECT "hash", max("seenAt") AS "seenAt"
      FROM jsonb_to_recordset(${json}::jsonb) AS t("hash" bytea, "seenAt" timestamptz) GROUP BY "hash") AS r
    WHERE a."shopId" = ${shopId}::uuid AND a."emailHash" = r."hash" AND a."toldAt" < r."seenAt"`;
  const hashes = told.map(({ hash }) => hash);
  const rows = await db.$queryRaw<KnownAddress[]>`
    SELECT '\\x' || encode(a."emailHash", 'hex') AS "hash", a."firstName", a."lastName",
      p."primaryAddressId" IS NOT DISTINCT FROM a."id" AS "isWrittenTo"
    FROM addresses a JOIN profiles p ON p."shopId" = a."shopId" AND p."id" = a."profileId"
    WHERE a."shopId" = ${shopId}::uuid AND a."emailHash" = ANY(${hashes}::bytea[])`;
  return new Map(rows.map((row) => [row.hash, row]));
}

function isNews(
  { vault }: AddressDeps,
  shopId: string,
  known: KnownAddress,
  { person }: Pick<ToldPersonOf, 'person'>,
): boolean {
  const isSame = (sealed: Uint8Array | null, told: string | undefined) =>
    !told || (sealed !== null && vault.open(sealed, shopId) === told);
  return !known.isWrittenTo || !isSame(known.firstName, person.firstName) || !isSame(known.lastName, person.lastName);
}
