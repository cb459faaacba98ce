import { z } from 'zod';
import type { Db } from '~/platform/db/db.server';
import { starterDocuments } from '../documents/starters';
import { confirmationDocuments } from '../documents/confirmations';
import { documentSchema, type EmailDocument } from '../documents/document';

/**
 * What goes out of a key: the newest approved version of a shop's document as it is stored, or the one every shop begins with. Null for a key nobody knows,
 * and for a mail of the shop's own that nobody approved yet.
 */
export async function findDocument(db: Db, shopId: string, key: string): Promise<unknown> {
  const where = { shopId, key, state: 'approved' };
  const approved = await db.emailTemplate.findFirst({ where, orderBy: { version: 'desc' } });
  return approved ? approved.document : firstDocument(key);
}

export interface NewestDocument {
  /** Zero: nothing was saved yet, it is as every shop begins. */
  version: number;
  document: unknown;
}

/** What was saved last, whether it may go out or not. */
export async function findNewest(db: Db, shopId: string, key: string): Promise<NewestDocument> {
  const saved = await db.emailTemplate.findFirst({ where: { shopId, key }, orderBy: { version: 'desc' } });
  return saved ?? { version: 0, document: firstDocument(key) };
}

/** What every shop begins with. */
const firstDocument = (key: string): EmailDocument | null =>
  (Object.hasOwn(starterDocuments, key) && starterDocuments[key]) || confirmationDocuments[key] || null;

/** Reads a stored document. Throws where there is none or it is not sound, naming what is wrong. */
export function readDocument(stored: unknown, key: string): EmailDocument {
  if (stored === null) throw new Error(`there is no email "${key}"`);
  const result = documentSchema.safeParse(stored);
  if (!result.success) throw new Error(`the email "${key}" is not sound: ${z.prettifyError(result.error)}`);
  return result.data;
}
