import type { AmpCheck } from '~/delivery/amp/amp-check';
import { signLinks } from '~/delivery/links/sign-links';
import { checkDocument } from '~/delivery/quality/check-document';
import { checkLinks, writtenLinks } from '~/delivery/quality/check-links.server';
import { checkHoles, checkSize } from '~/delivery/quality/check-made';
import { checkClients } from '~/delivery/quality/clients/check-clients';
import { documentLinks } from '~/delivery/quality/document-links';
import type { Finding } from '~/delivery/quality/finding';
import type { LinkedPages } from '~/delivery/quality/linked-pages';
import type { RenderedMail } from '~/delivery/rendering/mail-data';
import { loadBrandKit } from '~/delivery/sending/brand-kit.server';
import type { ComposeDeps } from '~/delivery/sending/compose-mail.server';
import { findDocument, readDocument } from '~/delivery/sending/documents.server';
import { NOBODYS_WAYS_OUT, previewMail, type PreviewInput } from '~/delivery/sending/preview-mail.server';
import type { Vault } from '~/platform/crypto/vault.server';
import type { Db } from '~/platform/db/db.server';
import { filledLinks } from './filled-links.server';

export type FindingDeps = ComposeDeps & {
  vault: Vault;
  appUrl: string;
  linkedPages: LinkedPages;
  ampCheck: AmpCheck;
};

/**
 * What readers of a mail would mind, what keeps it from being sent first. `mail` is what was made of the input; its links are signed before it is
 * measured, as those of a sent one are, and holes are looked for in the same mail to somebody whose name is not known. Throws where its document is not
 * sound.
 */
export async function mailFindings(
  deps: FindingDeps,
  db: Db,
  input: PreviewInput,
  mail: RenderedMail,
): Promise<Finding[]> {
  const { shop, templateKey, subjectLine, kit } = input;
  const document = input.document ?? readDocument(await findDocument(db, shop.id, templateKey), templateKey);
  const worded = { ...document, subject: subjectLine ?? document.subject };
  const asSent = signLinks(deps, mail, { shopId: shop.id, messageId: shop.id });
  const nameless = await previewMail(deps, db, { ...input, isNameless: true });
  const dress = kit ?? (await loadBrandKit(db, shop.id));
  const links = documentLinks(document, dress);
  const led = [...writtenLinks(links), ...(await filledLinks(deps, db, { ...input, document }, links))];
  const findings = [
    ...checkDocument(worded, dress),
    ...(await checkLinks(deps, db, shop, led)),
    ...checkSize(asSent),
    ...checkClients(document, { ...asSent, html: withWaysOut(deps, asSent.html) }),
    ...(await ampFindings(deps, asSent)),
    ...(nameless.kind === 'rendered' ? checkHoles(nameless.mail) : []),
  ];
  return findings.sort((one, other) => other.weight.localeCompare(one.weight));
}

/** A sent mail's ways out lead to pages, and not to a place in the mail, which some programs do not know. */
const withWaysOut = ({ appUrl }: FindingDeps, html: string): string =>
  Object.values(NOBODYS_WAYS_OUT).reduce(
    (now, way) => now.replaceAll(`href="${way}"`, `href="${appUrl}/u/test"`),
    html,
  );

/** It costs nobody the mail: the part alone is left out. */
async function ampFindings({ ampCheck }: FindingDeps, { amp }: RenderedMail): Promise<Finding[]> {
  const [first] = amp === undefined ? [] : await ampCheck(amp);
  if (first === undefined) return [];
  return [
    {
      ...{ kind: 'amp-invalid', weight: 'advisory' },
      message: `Its AMP part is not sound, and is left out: ${first}`,
      remedy: 'Change what it names, or switch “Also as AMP” off.',
    },
  ];
}
