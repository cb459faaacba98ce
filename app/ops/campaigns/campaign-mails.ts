import { blocksOf, type Block } from '~/delivery/documents/document';
import { starterDocuments } from '~/delivery/documents/starters';

/** A mail that a campaign can send: one that speaks of no cart, order or product that set it off. */
export interface CampaignMail {
  key: string;
  subject: string;
}

/** Whether a block has something to show to everybody. */
const isForEverybody = (block: Block): boolean =>
  block.kind === 'button' || block.kind === 'image'
    ? [undefined, 'shop', 'address'].includes(block.to)
    : !['cart', 'about', 'coupon', 'service-footer'].includes(block.kind);

/** The documents every shop has that can go to many at once, those that are made for it first. */
export const campaignMails: readonly CampaignMail[] = Object.values(starterDocuments)
  .filter((document) => blocksOf(document).every(isForEverybody))
  .map(({ key, subject }) => ({ key, subject }))
  .sort((a, b) => Number(b.key.startsWith('campaign-')) - Number(a.key.startsWith('campaign-')));
