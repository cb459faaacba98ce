import type { Vault } from '~/platform/crypto/vault.server';
import type { Db } from '~/platform/db/db.server';
import { bytea } from './bytea';
import type { ToldOf } from './told-of.server';

/** Numbers are hashed apart from addresses. */
export const phoneHash = (vault: Vault, shopId: string, phone: string): Buffer<ArrayBuffer> =>
  vault.hash(`phone ${phone}`, shopId);

export interface PhoneTelling extends ToldOf {
  /** E.164. */
  phone: string;
  evidence: string;
  toldAt: Date;
}

/** Keeps phones in the vault, each with whom it was told of. A number told again of the same person changes nothing but its time. */
export async function keepPhones(vault: Vault, db: Db, shopId: string, tellings: PhoneTelling[]): Promise<void> {
  if (!tellings.length) return;
  const rows = new Map(
    tellings.map((telling) => {
      const hash = bytea(phoneHash(vault, shopId, telling.phone));
      return [`${telling.originId} ${hash}`, { ...telling, hash, phone: bytea(vault.seal(telling.phone, shopId)) }];
    }),
  );
  await db.$executeRaw`
    INSERT INTO phones ("shopId", "originId", "phoneHash", "profileId", "phone", "evidence", "toldAt")
    SELECT ${shopId}::uuid, r.* FROM jsonb_to_recordset(${JSON.stringify([...rows.values()])}::jsonb)
      AS r("originId" uuid, "hash" bytea, "profileId" uuid, "phone" bytea, "evidence" text, "toldAt" timestamptz)
    ON CONFLICT ("shopId", "originId", "phoneHash") DO UPDATE SET "toldAt" = EXCLUDED."toldAt"
    WHERE phones."toldAt" < EXCLUDED."toldAt"`;
}

/** Whom a number names, by its hash: the one person who has it. Null where nobody has, or several. */
export async function findByPhone(db: Db, shopId: string, hash: Uint8Array<ArrayBuffer>): Promise<ToldOf | null> {
  const rows = await db.phone.findMany({
    where: { shopId, phoneHash: hash },
    orderBy: { toldAt: 'asc' },
    select: { profileId: true, originId: true },
  });
  const [first] = rows;
  return first && rows.every(({ profileId }) => profileId === first.profileId) ? first : null;
}

export interface KnownPhone {
  /** E.164. */
  phone: string;
  evidence: string;
  toldAt: Date;
  /** Somebody else has it, too: it names nobody. */
  isShared: boolean;
}

/** Opens a person's numbers: for pages that show a person, nobody else. The newest first, each once. */
export async function phonesOf(vault: Vault, db: Db, shopId: string, profileId: string): Promise<KnownPhone[]> {
  const rows = await db.$queryRaw<{ phone: Uint8Array; evidence: string; toldAt: Date; isShared: boolean }[]>`
    SELECT DISTINCT ON (p."phoneHash") p."phone", p."evidence", p."toldAt", EXISTS (SELECT FROM phones o
      WHERE o."shopId" = p."shopId" AND o."phoneHash" = p."phoneHash" AND o."profileId" <> p."profileId") AS "isShared"
    FROM phones p WHERE p."shopId" = ${shopId}::uuid AND p."profileId" = ${profileId}::uuid
    ORDER BY p."phoneHash", p."toldAt" DESC`;
  return rows
    .map((row) => ({ ...row, phone: vault.open(row.phone, shopId) }))
    .sort((a, b) => b.toldAt.getTime() - a.toldAt.getTime());
}
