import { z } from 'zod';
import { ofEveryBlock, onlyIf, sideOf, type BlockParts, type Making } from './block-parts';

export const cart = z.object({ ...ofEveryBlock, kind: z.literal('cart') });

/** Each line of the cart is a section of its own; a line that sold out since says so and is not counted. */
export const cartParts: BlockParts<z.infer<typeof cart>> = {
  rows(_block, making) {
    const { kit, words, ground, rowClass } = making;
    const end = sideOf('end', { words });
    return `<mj-raw>{% for line in cart.lines %}</mj-raw>
    <mj-section css-class="${rowClass}" background-color="${ground}" padding="0 32px 16px">
      <mj-group direction="${words.direction}">
        <mj-column width="24%" vertical-align="middle">${pictureOfLine(making)}</mj-column>
        <mj-column width="52%" vertical-align="middle">${wordsOfLine(making)}</mj-column>
        <mj-column width="24%" vertical-align="middle">
          <mj-text padding="0" align="${end}">{% unless line.isSoldOut %}<strong>{{ line.total }}</strong>{% endunless %}</mj-text>
        </mj-column>
      </mj-group>
    </mj-section>
    <mj-raw>{% endfor %}</mj-raw>
    <mj-section css-class="${rowClass}" background-color="${ground}" padding="0 32px 8px"><mj-column>
      <mj-divider css-class="rule" border-width="1px" border-color="${kit.colours.line}" padding="0 0 16px" />
      <mj-text padding="0" align="${end}">${words.total} <strong>{{ cart.total }}</strong></mj-text>
    </mj-column></mj-section>`;
  },
  text: (
    _block,
    { words },
  ) => `{% for line in cart.lines %}{% if line.isSoldOut %}- {{ line.title | raw }} (${words.soldOutSince})
{% else %}- {{ line.quantity }} × {{ line.title | raw }}{% if line.variantTitle %} ({{ line.variantTitle | raw }}){% endif %}: {{ line.total | raw }}
{% endif %}{% endfor %}${words.total}: {{ cart.total | raw }}
`,
};

const pictureOfLine = ({ kit, words }: Making): string =>
  onlyIf(
    'line.imageUrl != ""',
    `<mj-image css-class="picture" src="{{ line.imageUrl }}" alt="{{ line.title }}" width="104px" align="${sideOf('start', { words })}" border-radius="${kit.radiusPx}px" href="{{ line.url }}" />`,
  );

function wordsOfLine({ kit, words }: Making): string {
  const soft = `<span class="soft" style="color:${kit.colours.quiet}">`;
  return `<mj-text padding="0 12px" align="${sideOf('start', { words })}"><strong>{{ line.title }}</strong>{% if line.variantTitle %}<br />${soft}{{ line.variantTitle }}</span>{% endif %}<br />${soft}{% if line.isSoldOut %}${words.soldOutSince}{% else %}{{ line.quantity }} × {{ line.price }}{% endif %}</span></mj-text>`;
}
