import { z } from 'zod';
import { FONTS, type BrandKit } from '../brand-kit';
import { inlineText } from '../inline-text';
import { liquid, ofEveryBlock, row, sideOf, type BlockParts } from './block-parts';
import { drawnRows, onOpening } from './drawn-images';
import { productCell } from './product-cell';

export const recommendations = z.object({
  ...ofEveryBlock,
  ...onOpening,
  kind: z.literal('recommendations'),
  heading: liquid,
});

const lookOf = ({ colours }: BrandKit) => ({ linkColour: colours.accent, gapPx: 8 });
const CELL = { shows: ['price', 'reason'], cssClass: 'product' } as const;

/** Rows of two; an odd last one leaves its neighbour's cell empty. Nothing at all is shown when there is nothing to recommend. */
export const recommendationsParts: BlockParts<z.infer<typeof recommendations>> = {
  saying: ['heading'],
  rows(block, making) {
    const { heading } = block;
    const { kit, words, ground, rowClass } = making;
    const { html } = inlineText(heading, lookOf(kit));
    const usual = `<mj-raw>{% for row in productRows %}</mj-raw>
    <mj-section css-class="${rowClass}" background-color="${ground}" direction="${words.direction}" padding="0 16px">${productCell(making, 'row[0]', CELL)}${productCell(making, 'row[1]', CELL)}</mj-section>
    <mj-raw>{% endfor %}</mj-raw>`;
    return `<mj-raw>{% if products.size > 0 %}</mj-raw>
    ${row(making, `<mj-divider css-class="rule" border-width="1px" border-color="${kit.colours.line}" padding="0 32px 24px" /><mj-text align="${sideOf('start', { words })}" font-family="${FONTS[kit.fonts.heading].stack}" font-size="20px" line-height="26px" font-weight="700"><h2 style="margin:0;font-size:inherit;line-height:inherit;font-weight:inherit">${html}</h2></mj-text>`)}
    ${drawnRows(block, making, usual)}
    <mj-raw>{% endif %}</mj-raw>`;
  },
  text: ({ heading }, { kit }) => `{% if products.size > 0 %}${inlineText(heading, lookOf(kit)).plain}
{% for product in products %}- {{ product.title | raw }}, {{ product.price | raw }} ({{ product.reason | raw }}): {{ product.url | raw }}
{% endfor %}{% endif %}`,
};
