import type { Db } from '~/platform/db/db.server';
import type { EmailDocument } from '../documents/document';
import { findDocument, readDocument } from './documents.server';
import { failed, type Failed, type MailOrder } from './mail-order';

export type ReadDocument = { kind: 'document'; document: EmailDocument } | Failed;

/** Of each order the document it is made of: its own, or what is kept under its key. */
export async function documentsOf(
  db: Db,
  shopId: string,
  orders: readonly MailOrder[],
): Promise<Map<MailOrder, ReadDocument | undefined>> {
  const found = new Map<string, ReadDocument>();
  const kept = orders.flatMap(({ envelope }) => (envelope.document ? [] : envelope.templateKey));
  for (const key of new Set(kept)) {
    const stored = await findDocument(db, shopId, key);
    try {
      found.set(key, { kind: 'document', document: readDocument(stored, key) });
    } catch (error) {
      found.set(key, failed(error));
    }
  }
  return new Map(
    orders.map((order) => {
      const { document, templateKey } = order.envelope;
      return [order, document ? { kind: 'document', document } : found.get(templateKey)];
    }),
  );
}
