import { z } from 'zod';
import { FONTS, type BrandKit } from '../brand-kit';
import { inlineText } from '../inline-text';
import { liquid, ofEveryBlock, onlyIf, row, sideOf, type BlockParts, type Making } from './block-parts';

export const recommendations = z.object({ ...ofEveryBlock, kind: z.literal('recommendations'), heading: liquid });

const lookOf = ({ colours }: BrandKit) => ({ linkColour: colours.accent, gapPx: 8 });

/** Rows of two; an odd last one leaves its neighbour's cell empty. Nothing at all is shown when there is nothing to recommend. */
export const recommendationsParts: BlockParts<z.infer<typeof recommendations>> = {
  saying: ['heading'],
  rows({ heading }, making) {
    const { kit, words, ground, rowClass } = making;
    const { html } = inlineText(heading, lookOf(kit));
    return `<mj-raw>{% if products.size > 0 %}</mj-raw>
    ${row(making, `<mj-divider css-class="rule" border-width="1px" border-color="${kit.colours.line}" padding="0 32px 24px" /><mj-text align="${sideOf('start', { words })}" font-family="${FONTS[kit.fonts.heading].stack}" font-size="20px" line-height="26px" font-weight="700"><h2 style="margin:0;font-size:inherit;line-height:inherit;font-weight:inherit">${html}</h2></mj-text>`)}
    <mj-raw>{% for row in productRows %}</mj-raw>
    <mj-section css-class="${rowClass}" background-color="${ground}" direction="${words.direction}" padding="0 16px">${product(making, 0)}${product(making, 1)}</mj-section>
    <mj-raw>{% endfor %}{% endif %}</mj-raw>`;
  },
  text: ({ heading }, { kit }) => `{% if products.size > 0 %}${inlineText(heading, lookOf(kit)).plain}
{% for product in products %}- {{ product.title | raw }}, {{ product.price | raw }} ({{ product.reason | raw }}): {{ product.url | raw }}
{% endfor %}{% endif %}`,
};

function product({ kit, words }: Making, place: number): string {
  const it = `row[${place}]`;
  const shown = `<mj-image css-class="picture" src="{{ ${it}.imageUrl }}" alt="{{ ${it}.title }}" href="{{ ${it}.url }}" border-radius="${kit.radiusPx}px" padding="0 16px 8px" fluid-on-mobile="true" />
    <mj-text align="${sideOf('start', { words })}" padding="0 16px 24px" font-size="16px" line-height="22px"><a href="{{ ${it}.url }}" style="color:inherit;text-decoration:none"><strong>{{ ${it}.title }}</strong></a><br />{{ ${it}.price }}<br /><span class="soft" style="color:${kit.colours.quiet};font-size:14px">{{ ${it}.reason }}</span></mj-text>`;
  return `<mj-column css-class="product">${onlyIf(it, shown)}</mj-column>`;
}
