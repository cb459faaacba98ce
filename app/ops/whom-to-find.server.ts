import { Prisma } from '@prisma/client';
import { findAddress } from '~/customers/profiles/address-vault.server';
import { normaliseEmail } from '~/customers/profiles/email-address';
import { nameTokens } from '~/customers/profiles/name-tokens.server';
import { normalisePhone } from '~/customers/profiles/phone-number';
import { phoneHash } from '~/customers/profiles/phone-vault.server';
import type { Vault } from '~/platform/crypto/vault.server';
import type { Db } from '~/platform/db/db.server';

/** Whom a search may mean: anybody where nothing is asked for, nobody where it has no letter or digit. */
export type Wanted = { kind: 'anybody' | 'unsearchable' } | { kind: 'among'; profileIds: string[] };

/** More of one name are not looked through. */
const MOST_NAMESAKES = 5_000;

/**
 * What is kept sealed is found by keyed hashes: a whole address, a whole phone number, whole words of a name. Besides, a customer of Shopify by
 * number or full id, and an id of the merchant's own.
 */
export async function whoIsWanted(vault: Vault, db: Db, shopId: string, who: string): Promise<Wanted> {
  if (!who) return { kind: 'anybody' };
  const email = normaliseEmail(who);
  if (email) return among([(await findAddress(vault, db, shopId, email))?.profileId]);
  const named = [...(await byId(db, shopId, who)), ...(await byPhone(vault, db, shopId, who))];
  const tokens = nameTokens(vault, shopId, who);
  if (!tokens.length) return { kind: 'unsearchable' };
  return among([...named, ...(await byName(db, shopId, tokens))]);
}

const among = (ids: (string | undefined)[]): Wanted => ({
  kind: 'among',
  profileIds: [...new Set(ids.flatMap((id) => id ?? []))],
});

async function byId(db: Db, shopId: string, who: string): Promise<string[]> {
  const number = /^(?:gid:\/\/shopify\/Customer\/)?(\d{1,20})$/.exec(who)?.[1];
  const found = await db.identity.findMany({
    where: {
      shopId,
      OR: [
        { kind: 'external', value: who },
        { kind: 'customer', value: `gid://shopify/Customer/${number ?? ''}` },
      ],
    },
  });
  return found.map(({ profileId }) => profileId);
}

/** Several people may have one number. */
async function byPhone(vault: Vault, db: Db, shopId: string, who: string): Promise<string[]> {
  const phone = normalisePhone(who);
  if (!phone) return [];
  const found = await db.phone.findMany({ where: { shopId, phoneHash: phoneHash(vault, shopId, phone) } });
  return found.map(({ profileId }) => profileId);
}

/** Who has all the words in one name. */
async function byName(db: Db, shopId: string, tokens: Uint8Array[]): Promise<string[]> {
  const [first, ...others] = tokens.map(
    (token) => Prisma.sql`SELECT "addressId" FROM name_tokens WHERE "shopId" = ${shopId}::uuid AND "token" = ${token}`,
  );
  if (!first) return [];
  const wanted = others.reduce((before, each) => Prisma.sql`${before} INTERSECT ${each}`, first);
  const rows = await db.$queryRaw<{ profileId: string }[]>`
    SELECT a."profileId"::text FROM (${wanted} LIMIT ${MOST_NAMESAKES}) w
    JOIN addresses a ON a."shopId" = ${shopId}::uuid AND a."id" = w."addressId"`;
  return rows.map(({ profileId }) => profileId);
}
