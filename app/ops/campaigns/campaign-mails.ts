import type { EmailDocument } from '~/delivery/documents/document';
import { starterDocuments } from '~/delivery/documents/starters';

/** A mail that a campaign can send: one that speaks of no cart, order or product that set it off. */
export interface CampaignMail {
  key: string;
  subject: string;
}

/** Whether a block has something to show to everybody. */
const isForEverybody = (block: EmailDocument['blocks'][number]): boolean =>
  block.kind === 'button'
    ? block.to === 'shop'
    : ['header', 'heading', 'text', 'recommendations', 'footer'].includes(block.kind);

/** The documents every shop has that can go to many at once, those that are made for it first. */
export const campaignMails: readonly CampaignMail[] = Object.values(starterDocuments)
  .filter(({ blocks }) => blocks.every(isForEverybody))
  .map(({ key, subject }) => ({ key, subject }))
  .sort((a, b) => Number(b.key.startsWith('campaign-')) - Number(a.key.startsWith('campaign-')));
