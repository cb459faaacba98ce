import type { Shop } from '@prisma/client';
import { hasCodePlace } from '~/delivery/documents/code-place';
import { blocksOf, type Block } from '~/delivery/documents/document';
import type { Db } from '~/platform/db/db.server';
import { emailCatalogue } from '../emails/email-catalogue.server';
import { plainWords } from '../emails/plain-words';

/** A mail that a campaign can send: one that speaks of no cart, order or product that set it off. */
export interface CampaignMail {
  key: string;
  name: string;
  /** As it reads where nothing is known but the shop. */
  subject: string;
  /** It has a place for a discount code. */
  hasCodePlace: boolean;
}

/** Whether a block has something to show to everybody. */
function isForEverybody(block: Block): boolean {
  if (block.kind === 'button' || block.kind === 'image') return [undefined, 'shop', 'address'].includes(block.to);
  return !['cart', 'about', 'low-stock', 'service-footer'].includes(block.kind);
}

/** The mails of a shop that can go to many at once: those that are made for it first, then its own, then the others. */
export async function campaignMails(db: Db, shop: Pick<Shop, 'id' | 'name'>): Promise<CampaignMail[]> {
  const emails = await emailCatalogue(db, shop.id);
  return emails
    .flatMap(({ document, isArchived, ...each }) => (document && !isArchived ? [{ ...each, document }] : []))
    .filter(({ document }) => blocksOf(document).every(isForEverybody))
    .sort((one, other) => rank(one) - rank(other))
    .map(({ key, name, document }) => ({
      ...{ key, name, subject: plainWords(document.subject, shop.name) },
      hasCodePlace: hasCodePlace(document),
    }));
}

const rank = ({ key, isOwn }: { key: string; isOwn: boolean }): number =>
  key.startsWith('campaign-') ? 0 : isOwn ? 1 : 2;
