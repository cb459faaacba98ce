import { z } from 'zod';
import { colour } from '../brand-kit';
import { readableOn } from '../colours';
import { inlineText } from '../inline-text';
import { align, liquid, ofColumn, ofEveryBlock, sideOf } from './block-parts';
import { hrefOf, leading, plainHrefOf } from './target';

export const button = z.object({
  ...ofEveryBlock,
  ...leading,
  kind: z.literal('button'),
  label: liquid,
  align: align.optional(),
  colour: colour.optional(),
  isWide: z.boolean().optional(),
});

const BARE = { linkColour: 'inherit', gapPx: 0 };

export const buttonParts = ofColumn<z.infer<typeof button>>({
  saying: ['label'],
  inColumn(block, { kit, words, insetPx, ink }) {
    const ground = block.colour ?? ink ?? kit.colours.accent;
    const width = block.isWide ? ' width="100%"' : '';
    const { html } = inlineText(block.label, BARE);
    return `<mj-button css-class="cta" href="${hrefOf(block)}" background-color="${ground}" color="${readableOn(ground)}" font-size="16px" font-weight="700" border-radius="${kit.radiusPx}px" inner-padding="16px 32px" padding="16px ${insetPx}px 32px" align="${sideOf(block.align ?? 'start', { words })}"${width}>${html}</mj-button>`;
  },
  text: (block) => `${inlineText(block.label, BARE).plain}: ${plainHrefOf(block)}\n`,
});
