import type { Shop } from '@prisma/client';
import { openRecipient } from '~/customers/profiles/address-vault.server';
import type { Vault } from '~/platform/crypto/vault.server';
import type { Db } from '~/platform/db/db.server';
import type { BrandKit } from '../documents/brand-kit';
import type { EmailDocument } from '../documents/document';
import { drawingFor } from '../open-time/drawing-for';
import { exampleCoupon, type CouponOffer } from '../rendering/coupon-words';
import { composeMail, type ComposeDeps } from './compose-mail.server';
import type { Composition } from './mail-order';
import { draftMail, stockShelf, type MailSubject } from './draft-mails.server';
import type { Sender } from './sender.server';

/** Stands in the place of what a merchant has not said yet. */
const NO_POSTAL_ADDRESS = 'your postal address';

/** Where the ways out of a mail lead that nobody was sent. */
export const NOBODYS_WAYS_OUT = { unsubscribe: '#unsubscribe', preferences: '#preferences' } as const;

export interface PreviewInput {
  shop: Shop;
  sender: Sender | null;
  templateKey: string;
  campaign: string;
  /** In place of what is kept under the key, while it is being changed. */
  document?: EmailDocument;
  /** In place of the document's own subject. */
  subjectLine?: string | null;
  subject: MailSubject;
  /** What its code is worth, where that is known beforehand. */
  offer?: CouponOffer;
  /** In place of the shop's own. */
  kit?: BrandKit;
  /** As if nothing was known of the person, not even the name. */
  isNameless?: boolean;
  /** With marks around its blocks, to be pointed at. */
  isMarked?: boolean;
  /** Leads nowhere unless told: nobody was sent it. */
  unsubscribeUrl?: string;
}

/** A mail as this person would get it now, made exactly as for sending. */
export async function previewMail(
  deps: ComposeDeps & { vault: Vault; appUrl: string },
  db: Db,
  input: PreviewInput,
): Promise<Composition> {
  const { shop, sender, templateKey, campaign, subjectLine, subject, kit, document } = input;
  const { unsubscribeUrl = NOBODYS_WAYS_OUT.unsubscribe } = input;
  const orderId = subject.orderId ?? (await newestOrder(db, shop.id, subject.profileId));
  const draft = await draftMail(deps, db, shop.id, { ...subject, orderId });
  const shelf = await stockShelf(deps, db, shop, [draft]);
  const envelope = {
    ...{ templateKey, campaign, subjectLine: subjectLine ?? null, ...(kit ? { kit } : {}) },
    ...(document ? { document } : {}),
    ...(input.isMarked ? { isMarked: true } : {}),
    isUnknown: input.isNameless ?? false,
    firstName: input.isNameless ? null : await firstNameOf(deps.vault, db, shop.id, subject.profileId),
    postalAddress: sender?.postalAddress ?? NO_POSTAL_ADDRESS,
    consentLine: sender?.consentLine ?? null,
    ...{
      unsubscribeUrl,
      preferencesUrl: NOBODYS_WAYS_OUT.preferences,
      coupon: exampleCoupon(deps.clock.now(), input.offer),
    },
    mayHoldAmp: true,
    drawing: drawingFor(deps, { shopId: shop.id, messageId: null }),
  };
  return composeMail(deps, db, shop, envelope, draft, shelf);
}

/** A mail that is looked at follows no order of its own: it is shown with their newest. */
async function newestOrder(db: Db, shopId: string, profileId: string | null): Promise<string | null> {
  if (!profileId) return null;
  const where = { shopId, profileId, cancelledAt: null, isTest: false };
  const order = await db.order.findFirst({ where, orderBy: { placedAt: 'desc' }, select: { id: true } });
  return order?.id ?? null;
}

async function firstNameOf(vault: Vault, db: Db, shopId: string, profileId: string | null): Promise<string | null> {
  if (!profileId) return null;
  const profile = await db.profile.findUnique({ where: { shopId_id: { shopId, id: profileId } } });
  const addressId = profile?.primaryAddressId;
  return addressId ? ((await openRecipient(vault, db, shopId, addressId))?.firstName ?? null) : null;
}
