import { z } from 'zod';
import { FONTS } from '../brand-kit';
import { align, ofColumn, ofEveryBlock, sideOf } from './block-parts';

export const header = z.object({ ...ofEveryBlock, kind: z.literal('header'), align: align.optional() });

/** The shop's logo, or else its name. */
export const headerParts = ofColumn<z.infer<typeof header>>({
  inColumn({ align: side = 'start' }, { kit, words, insetPx, ink }) {
    const at = sideOf(side, { words });
    const { logo } = kit;
    if (logo)
      return `<mj-image css-class="logo" src="${logo.url}" alt="{{ shop.name }}" href="{{ shop.url }}" width="${logo.widthPx}px" align="${at}" padding="32px ${insetPx}px 8px" />`;
    const own = ink ? ` color="${ink}"` : '';
    return `<mj-text align="${at}"${own} padding="32px ${insetPx}px 8px" font-family="${FONTS[kit.fonts.heading].stack}" font-size="20px" font-weight="700" letter-spacing="0.3px"><a href="{{ shop.url }}" style="color:inherit;text-decoration:none">{{ shop.name }}</a></mj-text>`;
  },
  text: () => '{{ shop.name | raw }}\n',
});
