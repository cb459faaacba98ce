import { z } from 'zod';
import { colour } from '../brand-kit';
import { inlineText } from '../inline-text';
import { align, liquid, ofColumn, ofEveryBlock, sideOf } from './block-parts';

export const text = z.object({
  ...ofEveryBlock,
  kind: z.literal('text'),
  text: liquid,
  size: z.enum(['small', 'usual', 'large']).optional(),
  align: align.optional(),
  colour: colour.optional(),
});

const SIZES = { small: [14, 20], usual: [16, 24], large: [18, 28] } as const;

export const textParts = ofColumn<z.infer<typeof text>>({
  saying: ['text'],
  inColumn(
    { text: source, size = 'usual', align: side = 'start', colour: own },
    { words, insetPx, linkColour, ink: usual },
  ) {
    const [px, line] = SIZES[size];
    const chosen = own ?? usual;
    const ink = chosen ? ` color="${chosen}"` : '';
    const { html } = inlineText(source, { linkColour, gapPx: 16 });
    return `<mj-text align="${sideOf(side, { words })}"${ink} font-size="${px}px" line-height="${line}px" padding="0 ${insetPx}px 16px">${html}</mj-text>`;
  },
  text: ({ text: source }, { linkColour }) => `${inlineText(source, { linkColour, gapPx: 16 }).plain}\n`,
});
