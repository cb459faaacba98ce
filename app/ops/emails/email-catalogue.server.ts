import { documentSchema, type EmailDocument } from '~/delivery/documents/document';
import { starterDocuments } from '~/delivery/documents/starters';
import type { VersionState } from '~/delivery/sending/save-document.server';
import type { Db } from '~/platform/db/db.server';
import { isStarter, nameOfKey } from './email-name';

/** A mail of a shop: one that every shop begins with, or of its own. */
export interface KnownEmail {
  key: string;
  name: string;
  /** The shop made it itself. */
  isOwn: boolean;
  isArchived: boolean;
  /** As saved last. Null: it can be read no more. */
  document: EmailDocument | null;
  /** Zero: nothing was saved yet. */
  version: number;
  state: VersionState;
  /** Some version of it, or what every shop begins with, may go out. */
  goesOut: boolean;
  changedAt: Date | null;
  changedBy: string | null;
}

interface Newest {
  key: string;
  version: number;
  state: VersionState;
  document: unknown;
  createdAt: Date;
  savedBy: string | null;
  isApproved: boolean;
}

/** Every mail of a shop, in two statements; by name. */
export async function emailCatalogue(db: Db, shopId: string): Promise<KnownEmail[]> {
  const [newest, said] = await Promise.all([
    db.$queryRaw<Newest[]>`
      SELECT DISTINCT ON (t."key") t."key", t."version", t."state", t."document", t."createdAt", t."savedBy",
        bool_or(t."state" = 'approved') OVER (PARTITION BY t."key") AS "isApproved"
      FROM email_templates t WHERE t."shopId" = ${shopId}::uuid ORDER BY t."key", t."version" DESC`,
    db.email.findMany({ where: { shopId } }),
  ]);
  const saved = new Map(newest.map((row) => [row.key, row]));
  const known = new Map(said.map((row) => [row.key, row]));
  const keys = [...new Set([...Object.keys(starterDocuments), ...saved.keys()])];
  return keys
    .map((key) => emailOf(key, saved.get(key), known.get(key)))
    .sort((one, other) => one.name.localeCompare(other.name, 'en'));
}

function emailOf(
  key: string,
  newest: Newest | undefined,
  said: { name: string; archivedAt: Date | null } | undefined,
): KnownEmail {
  const isOwn = !isStarter(key);
  const read = newest ? documentSchema.safeParse(newest.document) : null;
  return {
    ...{ key, name: said?.name ?? nameOfKey(key), isOwn, isArchived: Boolean(said?.archivedAt) },
    document: read ? (read.success ? read.data : null) : (starterDocuments[key] ?? null),
    ...{ version: newest?.version ?? 0, state: newest?.state ?? 'approved' },
    goesOut: newest?.isApproved === true || !isOwn,
    ...{ changedAt: newest?.createdAt ?? null, changedBy: newest?.savedBy ?? null },
  };
}

/** Keys of the mails that a flow can send: all but those out of use. */
export async function keysInUse(db: Db, shopId: string): Promise<Set<string>> {
  const rows = await db.$queryRaw<{ key: string }[]>`
    SELECT DISTINCT t."key" FROM email_templates t WHERE t."shopId" = ${shopId}::uuid`;
  const archived = await db.email.findMany({ where: { shopId, archivedAt: { not: null } }, select: { key: true } });
  const keys = new Set([...Object.keys(starterDocuments), ...rows.map(({ key }) => key)]);
  for (const { key } of archived) keys.delete(key);
  return keys;
}
