import type { Identifier } from '~/capture/events/reports';
import type { Db } from '~/platform/db/db.server';
import type { Candidate, Match } from './identity-decision';
import { findByPhone } from './phone-vault.server';
import type { ToldOf } from './told-of.server';

/** Where identifiers lead, with what is known of whom they lead to. A phone that several persons have leads nowhere. */
export async function findMatches(db: Db, shopId: string, identifiers: Identifier[]): Promise<Match[]> {
  const others = identifiers.filter(({ kind }) => kind !== 'phone');
  const rows = others.length ? await leadTo(db, shopId, others) : [];
  const found: { identifier: Identifier; toldOf: ToldOf }[] = rows.map(({ kind, value, profileId, originId }) => ({
    identifier: { kind: kind as Identifier['kind'], value },
    toldOf: { profileId, originId: originId ?? profileId },
  }));
  for (const identifier of identifiers.filter(({ kind }) => kind === 'phone')) {
    const toldOf = await findByPhone(db, shopId, Buffer.from(identifier.value, 'hex'));
    if (toldOf) found.push({ identifier, toldOf });
  }
  const candidates = await findCandidates(
    db,
    shopId,
    found.map(({ toldOf }) => toldOf.profileId),
  );
  return found.flatMap(({ identifier, toldOf }) => {
    const candidate = candidates.get(toldOf.profileId);
    return candidate ? [{ identifier, originId: toldOf.originId, candidate }] : [];
  });
}

export async function findCandidates(db: Db, shopId: string, ids: string[]): Promise<Map<string, Candidate>> {
  if (!ids.length) return new Map();
  const profiles = await db.profile.findMany({
    where: { shopId, id: { in: [...new Set(ids)] } },
    select: {
      id: true,
      createdAt: true,
      primaryAddressId: true,
      identities: { where: { kind: { in: ['customer', 'external'] } }, select: { kind: true, value: true } },
    },
  });
  const phones = await db.phone.findMany({
    where: { shopId, profileId: { in: ids } },
    distinct: ['profileId'],
    select: { profileId: true },
  });
  const withPhone = new Set(phones.map(({ profileId }) => profileId));
  return new Map(
    profiles.map(({ id, createdAt, primaryAddressId, identities }) => {
      const valuesOf = (wanted: string) => identities.flatMap(({ kind, value }) => (kind === wanted ? value : []));
      const hasAddress = primaryAddressId !== null;
      return [
        id,
        {
          ...{ profileId: id, createdAt, hasAddress, hasPhone: withPhone.has(id) },
          customerIds: valuesOf('customer'),
          externalIds: valuesOf('external'),
        },
      ];
    }),
  );
}

interface Lead {
  kind: string;
  value: string;
  profileId: string;
  originId: string | null;
}

const leadTo = (db: Db, shopId: string, identifiers: Identifier[]): Promise<Lead[]> => db.$queryRaw<Lead[]>`
  SELECT i."kind", i."value", i."profileId", i."originId" FROM jsonb_to_recordset(${JSON.stringify(identifiers)}::jsonb) AS q("kind" text, "value" text)
  JOIN identities i ON i."shopId" = ${shopId}::uuid AND i."kind" = q."kind" AND i."value" = q."value"`;
