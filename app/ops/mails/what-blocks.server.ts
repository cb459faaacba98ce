import { checkDocument } from '~/delivery/quality/check-document';
import { checkStoreLinks, writtenLinks } from '~/delivery/quality/check-links.server';
import { documentLinks } from '~/delivery/quality/document-links';
import type { Finding } from '~/delivery/quality/finding';
import { checkLeastSize } from '~/delivery/quality/least-size.server';
import { loadBrandKit } from '~/delivery/sending/brand-kit.server';
import { findDocument, findNewest, readDocument } from '~/delivery/sending/documents.server';
import type { Db } from '~/platform/db/db.server';
import { messageOf } from '~/platform/errors';

/** Why mails of some keys are not to be sent, in a sentence each; a key without any stands for nothing that blocks. */
export async function whatBlocks(db: Db, shopId: string, keys: readonly string[]): Promise<Map<string, string[]>> {
  const kit = await loadBrandKit(db, shopId);
  const shop = await db.shop.findUniqueOrThrow({ where: { id: shopId } });
  const found = new Map<string, string[]>();
  for (const key of new Set(keys)) {
    const stored = await findDocument(db, shopId, key);
    if (stored === null && (await findNewest(db, shopId, key)).document !== null) {
      found.set(key, [NEVER_APPROVED]);
      continue;
    }
    try {
      const document = readDocument(stored, key);
      const links = writtenLinks(documentLinks(document, kit));
      const findings = [
        ...checkDocument(document, kit),
        ...(await checkLeastSize(document, kit)),
        ...(await checkStoreLinks(db, shop, links)),
      ];
      found.set(
        key,
        findings.flatMap((finding) => (finding.weight === 'blocking' ? [sentenceOf(finding)] : [])),
      );
    } catch (error) {
      found.set(key, [messageOf(error)]);
    }
  }
  return found;
}

const NEVER_APPROVED = 'Nobody has approved it yet. Have it approved where the email is changed.';
const PLACES: Readonly<Record<string, string>> = { subject: 'Subject: ', preheader: 'Preheader: ' };

const sentenceOf = ({ place = '', message, remedy }: Finding): string => `${PLACES[place] ?? ''}${message} ${remedy}`;
