import type { Block } from '../documents/blocks';
import type { BrandKit } from '../documents/brand-kit';
import { blocksOf, sayingsOf, type EmailDocument } from '../documents/document';
import { inLanguage } from '../documents/in-language';
import { linksIn } from '../documents/inline-text';
import { findHtmlLinks } from '../links/html-links';

/** A link as it is written in a document. */
export interface DocumentLink {
  /** `KEY.FIELD`, or a block's key; absent: in the brand kit. */
  place?: string;
  /** An address, perhaps with Liquid in it. */
  href: string;
}

/** Every link whose address somebody wrote, in all languages of the document, each once at a place. Those that Kindred makes are not among them. */
export function documentLinks(document: EmailDocument, kit: Pick<BrandKit, 'social'>): DocumentLink[] {
  const spoken = [document, ...Object.keys(document.translations ?? {}).map((each) => inLanguage(document, each))];
  const all = [
    ...spoken.flatMap(linksInWords),
    ...blocksOf(document).flatMap(linksOfBlock),
    ...(blocksOf(document).some(({ kind }) => kind === 'social') ? kit.social.map(({ url }) => ({ href: url })) : []),
  ];
  return [...new Map(all.map((link) => [JSON.stringify(link), link])).values()];
}

/** Words that stand before a mail is opened lead nowhere. */
const linksInWords = (document: EmailDocument): DocumentLink[] =>
  sayingsOf(document)
    .filter(({ place }) => place !== 'subject' && place !== 'preheader' && !place.endsWith('.alt'))
    .flatMap(({ place, text }) => linksIn(text).map(({ href }) => ({ place, href })));

function linksOfBlock(block: Block): DocumentLink[] {
  if ((block.kind === 'button' || block.kind === 'image') && block.to === 'address' && block.url)
    return [{ place: `${block.key}.url`, href: block.url }];
  if (block.kind !== 'code') return [];
  return findHtmlLinks(block.html).map(({ target }) => ({ place: block.key, href: target }));
}

export const hasLiquid = (text: string): boolean => /\{\{|\{%/.test(text);
