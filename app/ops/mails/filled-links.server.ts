import type { EmailDocument } from '~/delivery/documents/document';
import { hasLiquid, type DocumentLink } from '~/delivery/quality/document-links';
import type { LedLink } from '~/delivery/quality/link-findings';
import type { ComposeDeps } from '~/delivery/sending/compose-mail.server';
import { previewMail, type PreviewInput } from '~/delivery/sending/preview-mail.server';
import type { Vault } from '~/platform/crypto/vault.server';
import type { Db } from '~/platform/db/db.server';

/** Stands between two addresses, and in none. */
const BETWEEN = '\u241e';

/**
 * What links become that are written in Liquid, for the reader the mail is looked at for: said in the subject of a mail without a body, so that they are made of
 * the very data, and by the very way, as the mail itself. Links of Liquid that cannot be read are left out: that is told of them already.
 */
export async function filledLinks(
  deps: ComposeDeps & { vault: Vault; appUrl: string },
  db: Db,
  input: PreviewInput & { document: EmailDocument },
  links: readonly DocumentLink[],
): Promise<LedLink[]> {
  const inLiquid = links.filter(({ href }) => hasLiquid(href));
  if (inLiquid.length === 0) return [];
  const { translations: _said, ...own } = input.document;
  const bare = { ...own, preheader: '', sections: [] };
  const subjectLine = inLiquid.map(({ href }) => href).join(BETWEEN);
  const made = await previewMail(deps, db, { ...input, document: bare, subjectLine });
  if (made.kind === 'failed') return [];
  const filled = made.mail.subject.split(BETWEEN);
  return inLiquid.flatMap((link, nth) => {
    const url = filled[nth]?.trim();
    return url === undefined ? [] : [{ ...link, url, isFilled: true }];
  });
}
