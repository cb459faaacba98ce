import { z } from 'zod';
import { ofEveryBlock, sideOf, type BlockParts } from './block-parts';
import { drawnOr, onOpening } from './drawn-images';

/** Says of products in the cart, or of those the mail is about, how few are left: only while it is true, when the mail leaves. */
export const lowStock = z.object({
  ...ofEveryBlock,
  ...onOpening,
  kind: z.literal('low-stock'),
  of: z.enum(['cart', 'about']),
  /** Pieces up to which it is said. */
  atMost: z.int().min(1).max(20),
});

/** One line a product; nothing at all where enough is left of all. */
export const lowStockParts: BlockParts<z.infer<typeof lowStock>> = {
  rows(block, making) {
    const { key } = block;
    const { kit, words, ground, rowClass, insetPx } = making;
    const line = `{% for item in lowStock["${key}"] %}<strong>{{ item.line }}</strong> <span class="soft" style="color:${kit.colours.quiet}">{{ item.title }}</span>{% unless forloop.last %}<br />{% endunless %}{% endfor %}`;
    return `<mj-raw>{% if lowStock["${key}"].size > 0 %}</mj-raw>
    <mj-section css-class="${rowClass}" background-color="${ground}" padding="0 ${insetPx}px 16px"><mj-column>
      ${drawnOr(block, making, sideOf('start', { words }), `<mj-text align="${sideOf('start', { words })}" padding="0" font-size="15px" line-height="24px">${line}</mj-text>`)}
    </mj-column></mj-section>
    <mj-raw>{% endif %}</mj-raw>`;
  },
  text: ({ key }) =>
    `{% for item in lowStock["${key}"] %}{{ item.line | raw }} {{ item.title | raw }}
{% endfor %}`,
};
