import type { Clock } from '~/platform/clock/clock';
import type { Db } from '~/platform/db/db.server';
import type { EmailDocument } from '../documents/document';
import { tryHeldAgain } from './held-mails.server';

export const VERSION_STATES = ['draft', 'in-review', 'approved'] as const;
export type VersionState = (typeof VERSION_STATES)[number];

export interface DocumentToSave {
  key: string;
  document: EmailDocument;
  /** The version it was changed from; zero: none was saved yet. */
  onVersion: number;
  /** Shopify's id of the user. */
  actor?: string | undefined;
  restoredFrom?: number;
}

export type DocumentSaved =
  | { kind: 'saved'; version: number; state: VersionState }
  /** Somebody saved another one meanwhile. */
  | { kind: 'overtaken'; version: number };

/**
 * Writes the next version of a mail, where nobody wrote it before. It goes out at once unless the shop has somebody else approve its mails. To be called in
 * a transaction: of two at once the second waits for the first, and is overtaken.
 */
export async function saveDocument(
  { clock }: { clock: Clock },
  tx: Db,
  shopId: string,
  { key, document, onVersion, actor, restoredFrom }: DocumentToSave,
): Promise<DocumentSaved> {
  const newest = await newestVersion(tx, shopId, key);
  if (newest !== onVersion) return { kind: 'overtaken', version: newest };
  const version = onVersion + 1;
  const state: VersionState = (await mustApprove(tx, shopId)) ? 'draft' : 'approved';
  const data = {
    ...{ shopId, key, version, document: { ...document, key } as object, createdAt: clock.now(), state },
    ...{ savedBy: actor ?? null, restoredFrom: restoredFrom ?? null },
  };
  const { count } = await tx.emailTemplate.createMany({ data, skipDuplicates: true });
  if (count === 0) return { kind: 'overtaken', version: await newestVersion(tx, shopId, key) };
  if (state === 'approved') await tryHeldAgain({ clock }, tx, shopId, key);
  return { kind: 'saved', version, state };
}

async function newestVersion(db: Db, shopId: string, key: string): Promise<number> {
  const { _max } = await db.emailTemplate.aggregate({ where: { shopId, key }, _max: { version: true } });
  return _max.version ?? 0;
}

/** Whether what is saved of a mail waits until somebody else approved it. */
export async function mustApprove(db: Db, shopId: string): Promise<boolean> {
  const policy = await db.sendPolicy.findUnique({ where: { shopId }, select: { mustApproveMails: true } });
  return policy?.mustApproveMails ?? false;
}
