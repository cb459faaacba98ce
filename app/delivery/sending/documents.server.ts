import { z } from 'zod';
import type { Db } from '~/platform/db/db.server';
import { starterDocuments } from '../documents/starters';
import { confirmationDocuments } from '../documents/confirmations';
import { documentSchema, type EmailDocument } from '../documents/document';

/** The newest version of a shop's document as it is stored, or the one every shop begins with. Null for a key nobody knows. */
export async function findDocument(db: Db, shopId: string, key: string): Promise<unknown> {
  const saved = await db.emailTemplate.findFirst({ where: { shopId, key }, orderBy: { version: 'desc' } });
  return saved ? saved.document : (starterDocuments[key] ?? confirmationDocuments[key] ?? null);
}

/** Reads a stored document. Throws where there is none or it is not sound, naming what is wrong. */
export function readDocument(stored: unknown, key: string): EmailDocument {
  if (stored === null) throw new Error(`there is no email "${key}"`);
  const result = documentSchema.safeParse(stored);
  if (!result.success) throw new Error(`the email "${key}" is not sound: ${z.prettifyError(result.error)}`);
  return result.data;
}
