import { documentSchema, type EmailDocument } from '~/delivery/documents/document';
import { findDocument, findNewest } from '~/delivery/sending/documents.server';
import type { Db } from '~/platform/db/db.server';

/** What of a mail is to be looked at: what goes out, or while nobody approved any of it, what was saved last. */
export interface ShownDocument {
  /** Null for a key nobody knows, and for what can be read no more. */
  document: EmailDocument | null;
  /** It goes out to nobody yet. */
  isDraft: boolean;
}

export async function documentToShow(db: Db, shopId: string, key: string): Promise<ShownDocument> {
  const approved = await findDocument(db, shopId, key);
  const stored = approved ?? (await findNewest(db, shopId, key)).document;
  const read = documentSchema.safeParse(stored);
  return { document: read.success ? read.data : null, isDraft: approved === null && read.success };
}
