import { linesOf } from '~/capture/carts/store-cart.server';
import { openRecipient, recipientName } from '~/customers/profiles/address-vault.server';
import type { BrandKit } from '~/delivery/documents/brand-kit';
import { blocksOf, type EmailDocument } from '~/delivery/documents/document';
import type { Finding } from '~/delivery/quality/finding';
import type { Composition } from '~/delivery/sending/mail-order';
import { NO_SUBJECT, type MailSubject } from '~/delivery/sending/draft-mails.server';
import { previewMail, type PreviewInput } from '~/delivery/sending/preview-mail.server';
import { loadSender } from '~/delivery/sending/sender.server';
import type { Db } from '~/platform/db/db.server';
import { nextCart } from './insight.server';
import { documentToShow } from './mails/document-to-show.server';
import { mailFindings, type FindingDeps } from './mails/mail-findings.server';
import { withProduct } from './mails/product-to-try.server';
import { inShop, type PageDeps } from './shop-context.server';

export type PreviewDeps = PageDeps & FindingDeps;

export type Preview =
  | {
      kind: 'shown';
      subject: string;
      html: string;
      text: string;
      who: string;
      profileId: string | null;
      /** Nobody approved it yet: it goes out to nobody. */
      isDraft: boolean;
      /** With which product it is shown, where it is about one; absent: it is about none. */
      note?: string;
      /** What its readers would mind, what keeps it from being sent first. */
      findings: Finding[];
    }
  /** Nobody yet who may be mailed, or of a mail that shows a cart: nobody of them left one. */
  | { kind: 'nobody-yet' }
  | { kind: 'failed'; problem: string };

/**
 * A mail as somebody who may be mailed would get it now: who left a cart last, or was seen last where the mail shows no cart. `kit` stands in place of the
 * shop's own, while it is being changed.
 */
export function previewNext(
  deps: PreviewDeps,
  shopDomain: string,
  templateKey: string,
  kit?: BrandKit,
): Promise<Preview> {
  return inShop(deps, shopDomain, async (db, shop) => {
    const { document, isDraft } = await documentToShow(db, shop.id, templateKey);
    const isOfCarts = document === null || showsCart(document);
    const next = await nextSubject(deps, db, shop.id);
    const whose = next ?? (isOfCarts ? null : await lastSeen(db, shop.id));
    if (!whose) return { kind: 'nobody-yet' };
    const { subject, note } = await withProduct(db, shop.id, whose, document);
    const sender = await loadSender(deps.vault, db, shop.id);
    const input = { shop, sender, templateKey, campaign: templateKey, subject, ...inPlaceOf(kit, document) };
    const made = await previewMail(deps, db, input);
    return shown(deps, db, { ...input, isDraft, note }, made);
  });
}

const inPlaceOf = (kit: BrandKit | undefined, document: EmailDocument | null) => ({
  ...(kit ? { kit } : {}),
  ...(document ? { document } : {}),
});

const showsCart = (document: EmailDocument): boolean => blocksOf(document).some(({ kind }) => kind === 'cart');

/** Who may be mailed and was seen last. */
async function lastSeen(db: Db, shopId: string): Promise<MailSubject | null> {
  const people = await db.$queryRaw<{ profileId: string }[]>`
    SELECT p."id"::text AS "profileId" FROM profiles p
    JOIN consent_states c ON c."shopId" = p."shopId" AND c."addressId" = p."primaryAddressId"
      AND c."purpose" = 'marketing' AND c."state" = 'granted'
    WHERE p."shopId" = ${shopId}::uuid AND p."mergedIntoId" IS NULL ORDER BY p."lastSeenAt" DESC, p."id" DESC LIMIT 1`;
  const profileId = people[0]?.profileId;
  return profileId ? { ...NO_SUBJECT, profileId } : null;
}

async function shown(
  deps: PreviewDeps,
  db: Db,
  input: PreviewInput & { isDraft: boolean; note: string | null },
  made: Composition,
): Promise<Preview> {
  if (made.kind === 'failed') return made;
  const { shop, subject } = input;
  const { profileId } = subject;
  const profile =
    profileId && (await db.profile.findUnique({ where: { shopId_id: { shopId: shop.id, id: profileId } } }));
  const primaryAddressId = profile ? profile.primaryAddressId : null;
  const person = primaryAddressId ? await openRecipient(deps.vault, db, shop.id, primaryAddressId) : null;
  const who = person ? recipientName(person) : 'a visitor';
  return {
    kind: 'shown',
    ...made.mail,
    ...{ who, profileId, isDraft: input.isDraft, ...(input.note ? { note: input.note } : {}) },
    findings: await mailFindings(deps, db, input, made.mail),
  };
}

/** The newest cart of somebody who may be mailed. */
export async function nextSubject(deps: Pick<PageDeps, 'clock'>, db: Db, shopId: string): Promise<MailSubject | null> {
  const next = await nextCart(db, deps.clock, shopId);
  if (!next) return null;
  const { profileId, cartToken: token } = next;
  const cart = await db.cart.findUniqueOrThrow({ where: { shopId_token: { shopId, token } } });
  const lines = linesOf(cart).filter(({ quantity }) => quantity > 0);
  return { profileId, lines, checkoutUrl: cart.checkoutUrl, about: [] };
}
