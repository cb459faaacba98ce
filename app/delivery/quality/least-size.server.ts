import type { Block } from '../documents/blocks';
import type { BrandKit } from '../documents/brand-kit';
import type { EmailDocument } from '../documents/document';
import { inLanguage } from '../documents/in-language';
import { compileDocument } from '../rendering/compile-document.server';
import { LARGEST_BYTES, sizeOf, tooLarge } from './check-made';
import type { Finding } from './finding';

/** What these show depends on the reader: perhaps nothing. */
const OF_READERS: ReadonlySet<Block['kind']> = new Set([
  ...(['cart', 'about', 'recommendations', 'product-grid', 'hero', 'low-stock', 'countdown', 'coupon'] as const),
]);

/** Whether a mail is too large whoever reads it, in one of its languages: by what stands in it for everybody, with every Liquid tag as nothing. */
export async function checkLeastSize(document: EmailDocument, kit: BrandKit): Promise<Finding[]> {
  const own = document.language ?? 'en';
  const sizes: number[] = [];
  for (const language of [own, ...Object.keys(document.translations ?? {})]) {
    const { html } = await compileDocument(forEverybody(inLanguage(document, language)), { kit, language });
    sizes.push(sizeOf({ html: html.replace(/\{\{[\s\S]*?\}\}|\{%[\s\S]*?%\}/g, '') }));
  }
  const largest = Math.max(...sizes);
  return largest >= LARGEST_BYTES ? [tooLarge(largest)] : [];
}

const forEverybody = (document: EmailDocument): EmailDocument => ({
  ...document,
  sections: document.sections.flatMap((section) => {
    const blocks = section.blocks.filter(({ kind, shownIf }) => !shownIf && !OF_READERS.has(kind));
    return section.shownIf || blocks.length === 0 ? [] : [{ ...section, blocks }];
  }),
});
