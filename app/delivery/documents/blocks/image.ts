import { z } from 'zod';
import { webAddress } from '../brand-kit';
import { align, liquid, ofColumn, ofEveryBlock, sideOf } from './block-parts';
import { hrefOf, leading, plainHrefOf } from './target';

export const image = z.object({
  ...ofEveryBlock,
  kind: z.literal('image'),
  src: webAddress,
  /** What it shows, for those who do not see it; empty: it is an ornament. */
  alt: liquid,
  /** Of the column, in per cent. */
  widthPercent: z.int().min(10).max(100).optional(),
  align: align.optional(),
  /** Where it leads; absent: nowhere. */
  to: leading.to.optional(),
  url: leading.url,
});

/** An address of a picture that Liquid would read is no address. */
const attribute = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');

export const imageParts = ofColumn<z.infer<typeof image>>({
  saying: ['alt'],
  inColumn({ src, alt, widthPercent = 100, align: side = 'center', to, url }, { kit, words, insetPx }) {
    const href = to ? ` href="${hrefOf({ to, url })}"` : '';
    const width =
      widthPercent === 100 ? ' fluid-on-mobile="true"' : ` width="${Math.round((536 * widthPercent) / 100)}px"`;
    return `<mj-image css-class="picture" src="${attribute(src)}" alt="${attribute(alt)}" align="${sideOf(side, { words })}" border-radius="${kit.radiusPx}px" padding="0 ${insetPx}px 16px"${width}${href} />`;
  },
  text: ({ alt, to, url }) => (to && alt ? `${alt}: ${plainHrefOf({ to, url })}\n` : ''),
});
