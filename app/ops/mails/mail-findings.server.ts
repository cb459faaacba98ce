import { checkDocument } from '~/delivery/quality/check-document';
import { checkHoles, checkSize } from '~/delivery/quality/check-made';
import type { Finding } from '~/delivery/quality/finding';
import type { RenderedMail } from '~/delivery/rendering/mail-data';
import { loadBrandKit } from '~/delivery/sending/brand-kit.server';
import { findDocument, readDocument } from '~/delivery/sending/documents.server';
import type { Db } from '~/platform/db/db.server';

interface Looked {
  templateKey: string;
  /** In place of the document's own subject. */
  subjectLine?: string | null;
  /** As somebody would get it. */
  mail: RenderedMail;
}

/** What readers of a mail would mind, what keeps it from being sent first. Throws where its document is not sound. */
export async function mailFindings(
  db: Db,
  shopId: string,
  { templateKey, subjectLine, mail }: Looked,
): Promise<Finding[]> {
  const document = readDocument(await findDocument(db, shopId, templateKey), templateKey);
  const worded = { ...document, subject: subjectLine ?? document.subject };
  const findings = [...checkDocument(worded, await loadBrandKit(db, shopId)), ...checkSize(mail), ...checkHoles(mail)];
  return findings.sort((one, other) => other.weight.localeCompare(one.weight));
}
