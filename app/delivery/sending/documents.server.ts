import type { Db } from '~/platform/db/db.server';
import { starterDocuments } from '../documents/abandoned-cart';
import { documentSchema, type EmailDocument } from '../documents/document';

/** The newest version of a shop's document, or the one every shop begins with. Throws for a key nobody knows. */
export async function loadDocument(db: Db, shopId: string, key: string): Promise<EmailDocument> {
  const saved = await db.emailTemplate.findFirst({ where: { shopId, key }, orderBy: { version: 'desc' } });
  if (saved) return documentSchema.parse(saved.document);
  const starter = starterDocuments[key];
  if (!starter) throw new Error(`there is no email "${key}"`);
  return starter;
}
