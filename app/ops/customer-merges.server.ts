import type { ProfileMerge } from '@prisma/client';
import { treeOf } from '~/customers/profiles/profile-tree.server';
import { evidenceWords, identityWords, mergeWords } from '~/decisions/explanations/identity-words';
import { countWords } from '~/decisions/explanations/spoken-shop';
import type { Db } from '~/platform/db/db.server';

/** Somebody who turned out to be this person. */
export interface ShownMerge {
  id: string;
  /** Who became part of this person. */
  absorbedId: string;
  what: string;
  how: string;
  at: string;
  /** Null while it stands. */
  undoneAt: string | null;
  /** What would move back, in words; empty where nothing would. */
  moves: string[];
}

const SHOWN = 20;

/** Who became part of a person, the newest first, with what each of them brought since and before. */
export async function mergesOf(
  db: Db,
  shopId: string,
  profileId: string,
  emails: Map<string, string>,
): Promise<ShownMerge[]> {
  const tree = await treeOf(db, shopId, profileId);
  const merges = await db.profileMerge.findMany({
    where: { shopId, survivorId: { in: tree } },
    orderBy: [{ mergedAt: 'desc' }, { id: 'desc' }],
    take: SHOWN,
  });
  if (!merges.length) return [];
  const held = await heldByOrigin(db, shopId, profileId);
  const named = await namedByOrigin(db, shopId, profileId, emails);
  return merges.map((merge) => {
    const origins = merge.undoneAt ? [] : below(merge.absorbedId, merges);
    return {
      ...{
        id: merge.id,
        absorbedId: merge.absorbedId,
        what: mergeWords(merge.rule),
        how: evidenceWords(merge.evidence),
      },
      at: merge.mergedAt.toISOString(),
      undoneAt: merge.undoneAt?.toISOString() ?? null,
      moves: [
        ...origins.flatMap((origin) => named.get(origin) ?? []),
        ...countsOf(origins.flatMap((id) => held.get(id) ?? [])),
      ],
    };
  });
}

/** A profile and what it had absorbed itself. */
function below(id: string, merges: ProfileMerge[]): string[] {
  const own = merges.filter(({ survivorId, undoneAt }) => survivorId === id && !undoneAt);
  return [id, ...own.flatMap(({ absorbedId }) => below(absorbedId, merges))];
}

interface Held {
  orders: number;
  carts: number;
  messages: number;
  events: number;
}

async function heldByOrigin(db: Db, shopId: string, profileId: string): Promise<Map<string, Held>> {
  const rows = await db.$queryRaw<(Held & { originId: string })[]>`
    SELECT "originId"::text, count(*) FILTER (WHERE "what" = 'order')::int AS "orders", count(*) FILTER (WHERE "what" = 'cart')::int AS "carts",
      count(*) FILTER (WHERE "what" = 'message')::int AS "messages", count(*) FILTER (WHERE "what" = 'event')::int AS "events"
    FROM (
      SELECT 'order' AS "what", "originId" FROM orders WHERE "shopId" = ${shopId}::uuid AND "profileId" = ${profileId}::uuid
      UNION ALL SELECT 'cart', "originId" FROM carts WHERE "shopId" = ${shopId}::uuid AND "profileId" = ${profileId}::uuid
      UNION ALL SELECT 'message', "originId" FROM messages WHERE "shopId" = ${shopId}::uuid AND "profileId" = ${profileId}::uuid
      UNION ALL SELECT 'event', "originId" FROM events WHERE "shopId" = ${shopId}::uuid AND "profileId" = ${profileId}::uuid) AS held
    WHERE "originId" IS NOT NULL GROUP BY "originId"`;
  return new Map(rows.map((row) => [row.originId, row]));
}

function countsOf(held: Held[]): string[] {
  const sum = (what: keyof Held) => held.reduce((total, each) => total + each[what], 0);
  const counts: [number, string][] = [
    [sum('orders'), 'order'],
    [sum('carts'), 'cart'],
    [sum('messages'), 'message'],
    [sum('events'), 'event'],
  ];
  return counts.flatMap(([count, thing]) => (count ? countWords(count, thing) : []));
}

async function namedByOrigin(
  db: Db,
  shopId: string,
  profileId: string,
  emails: Map<string, string>,
): Promise<Map<string, string[]>> {
  const identities = await db.identity.findMany({ where: { shopId, profileId, originId: { not: null } } });
  const named = new Map<string, string[]>();
  for (const identity of identities) {
    const { what, value } = identityWords(identity);
    const words = `${what} ${(identity.kind === 'email' && emails.get(identity.value)) || value}`;
    named.set(identity.originId ?? '', [...(named.get(identity.originId ?? '') ?? []), words]);
  }
  return named;
}
