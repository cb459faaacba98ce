import { z } from 'zod';
import { colour, FONTS } from '../brand-kit';
import { inlineText } from '../inline-text';
import { align, liquid, ofColumn, ofEveryBlock, sideOf } from './block-parts';

export const heading = z.object({
  ...ofEveryBlock,
  kind: z.literal('heading'),
  text: liquid,
  size: z.enum(['large', 'small']).optional(),
  align: align.optional(),
  colour: colour.optional(),
});

const SIZES = { large: [28, 34], small: [20, 26] } as const;

export const headingParts = ofColumn<z.infer<typeof heading>>({
  saying: ['text'],
  inColumn(
    { text, size = 'large', align: side = 'start', colour: own },
    { kit, words, insetPx, linkColour, ink: usual },
  ) {
    const [px, line] = SIZES[size];
    const chosen = own ?? usual;
    const ink = chosen ? ` color="${chosen}"` : '';
    const tag = size === 'large' ? 'h1' : 'h2';
    const { html } = inlineText(text, { linkColour, gapPx: 8 });
    return `<mj-text align="${sideOf(side, { words })}"${ink} font-family="${FONTS[kit.fonts.heading].stack}" font-size="${px}px" line-height="${line}px" font-weight="700" padding="16px ${insetPx}px 12px"><${tag} style="margin:0;font-size:inherit;line-height:inherit;font-weight:inherit">${html}</${tag}></mj-text>`;
  },
  text: ({ text }, { linkColour }) => `${inlineText(text, { linkColour, gapPx: 8 }).plain}\n`,
});
