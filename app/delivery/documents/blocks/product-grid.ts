import { z } from 'zod';
import { FONTS } from '../brand-kit';
import { inlineText } from '../inline-text';
import { liquid, ofEveryBlock, row, sideOf, type BlockParts, type Making } from './block-parts';
import { lookbookRows } from './lookbook';
import { productCell, SHOWN_OF_PRODUCT, type ShownOfProduct } from './product-cell';
import { productSource } from './product-source';

export const productGrid = z.object({
  ...ofEveryBlock,
  kind: z.literal('product-grid'),
  heading: liquid.optional(),
  source: productSource,
  /** As a lookbook: the first large, the others in pairs, with name and price alone. Absent: as a grid. */
  look: z.literal('lookbook').optional(),
  /** At most; fewer where there are fewer. */
  count: z.int().min(2).max(6),
  /** To a row on a wide screen. */
  across: z.union([z.literal(1), z.literal(2), z.literal(3)]),
  /** To a row on a telephone; two only where there are two on a wide screen. Absent: one. */
  acrossNarrow: z.union([z.literal(1), z.literal(2)]).optional(),
  /** Absent: the price. A reason is there for recommendations alone. */
  shows: z.array(z.enum(SHOWN_OF_PRODUCT)).optional(),
});
type ProductGrid = z.infer<typeof productGrid>;

export const shownOf = ({ shows = ['price'] }: Pick<ProductGrid, 'shows'>): readonly ShownOfProduct[] => shows;

/** What the page loops over: rows of as many products as stand side by side. */
export const productGridParts: BlockParts<ProductGrid> = {
  saying: ['heading'],
  rows(block, making) {
    const rows = `grids["${block.key}"]`;
    const made = block.look === 'lookbook' ? lookbookRows(making, rows) : gridRows(block, making, rows);
    return `<mj-raw>{% if ${rows}.size > 0 %}</mj-raw>${headingRow(block, making)}${made}<mj-raw>{% endif %}</mj-raw>`;
  },
  text(block, { words, linkColour }) {
    const rows = `grids["${block.key}"]`;
    const heading = block.heading ? `${inlineText(block.heading, { linkColour, gapPx: 8 }).plain}\n` : '';
    const made: Record<ShownOfProduct, string> = {
      price: ', {{ product.price | raw }}',
      'compare-at': `{% if product.priceWas != "" %}, ${words.insteadOf('{{ product.priceWas | raw }}')}{% endif %}`,
      reason: '{% if product.reason != "" %} ({{ product.reason | raw }}){% endif %}',
    };
    const told = SHOWN_OF_PRODUCT.filter((each) => shownOf(block).includes(each)).map((each) => made[each]);
    return `{% if ${rows}.size > 0 %}${heading}{% for row in ${rows} %}{% for product in row %}- {{ product.title | raw }}${told.join('')}: {{ product.url | raw }}
{% endfor %}{% endfor %}{% endif %}`;
  },
};

function gridRows(block: ProductGrid, making: Making, rows: string): string {
  const { words, ground, rowClass } = making;
  const cells = Array.from({ length: block.across }, (_, place) =>
    productCell(making, `row[${place}]`, {
      shows: shownOf(block),
      cssClass: block.across === 2 && block.acrossNarrow === 2 ? 'product narrow-half' : 'product',
    }),
  );
  return `<mj-raw>{% for row in ${rows} %}</mj-raw>
    <mj-section css-class="${rowClass}" background-color="${ground}" direction="${words.direction}" padding="0 16px">${cells.join('')}</mj-section>
    <mj-raw>{% endfor %}</mj-raw>`;
}

function headingRow({ heading = '' }: ProductGrid, making: Making): string {
  if (heading.trim() === '') return '';
  const { kit, words, linkColour } = making;
  const { html } = inlineText(heading, { linkColour, gapPx: 8 });
  return row(
    making,
    `<mj-text align="${sideOf('start', { words })}" font-family="${FONTS[kit.fonts.heading].stack}" font-size="20px" line-height="26px" font-weight="700" padding="16px 32px 16px"><h2 style="margin:0;font-size:inherit;line-height:inherit;font-weight:inherit">${html}</h2></mj-text>`,
  );
}
