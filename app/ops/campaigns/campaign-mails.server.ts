import { blocksOf, type Block } from '~/delivery/documents/document';
import type { Db } from '~/platform/db/db.server';
import { emailCatalogue } from '../emails/email-catalogue.server';

/** A mail that a campaign can send: one that speaks of no cart, order or product that set it off. */
export interface CampaignMail {
  key: string;
  name: string;
  subject: string;
}

/** Whether a block has something to show to everybody. */
function isForEverybody(block: Block): boolean {
  if (block.kind === 'button' || block.kind === 'image') return [undefined, 'shop', 'address'].includes(block.to);
  if (block.kind === 'countdown') return block.until.kind !== 'coupon';
  return !['cart', 'about', 'low-stock', 'coupon', 'service-footer'].includes(block.kind);
}

/** The mails of a shop that can go to many at once: those that are made for it first, then its own, then the others. */
export async function campaignMails(db: Db, shopId: string): Promise<CampaignMail[]> {
  const emails = await emailCatalogue(db, shopId);
  return emails
    .filter(({ document, isArchived }) => document && !isArchived && blocksOf(document).every(isForEverybody))
    .sort((one, other) => rank(one) - rank(other))
    .map(({ key, name, document }) => ({ key, name, subject: document?.subject ?? '' }));
}

const rank = ({ key, isOwn }: { key: string; isOwn: boolean }): number =>
  key.startsWith('campaign-') ? 0 : isOwn ? 1 : 2;
