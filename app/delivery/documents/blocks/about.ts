import { z } from 'zod';
import { ofEveryBlock, onlyIf, sideOf, type BlockParts, type Making } from './block-parts';

/** What the mail is about beside a cart: the product it tells of, or those of an order. */
export const about = z.object({ ...ofEveryBlock, kind: z.literal('about') });

/** One product large; several as lines, so that a large order does not make a long mail. One without a picture is its words alone. */
export const aboutParts: BlockParts<z.infer<typeof about>> = {
  rows(_block, making) {
    const { words, ground, rowClass } = making;
    const start = sideOf('start', { words });
    const section = (content: string, above = 0) =>
      `<mj-section css-class="${rowClass}" background-color="${ground}" padding="${above}px 32px 16px">${content}</mj-section>`;
    const large = `<mj-column>${picture(making, 'padding="0 0 16px" fluid-on-mobile="true"')}${told(making, '0')}</mj-column>`;
    const line = `<mj-group direction="${words.direction}">
      <mj-column width="24%" vertical-align="middle">${picture(making, `width="104px" align="${start}"`)}</mj-column>
      <mj-column width="76%" vertical-align="middle">${told(making, '0 12px')}</mj-column>
    </mj-group>`;
    return `<mj-raw>{% for product in about %}{% if about.size == 1 %}</mj-raw>
    ${section(large, 8)}
    <mj-raw>{% else %}</mj-raw>
    ${section(line)}
    <mj-raw>{% endif %}{% endfor %}</mj-raw>`;
  },
  text: (_block, { words }) =>
    `{% for product in about %}- {{ product.title | raw }}{% if product.isSoldOut %} (${words.soldOutNow}){% else %}, {{ product.price | raw }}{% if product.priceWas != "" %} (${words.lowestBefore('{{ product.priceWas | raw }}')}){% endif %}{% endif %}: {{ product.url | raw }}
{% endfor %}`,
};

const picture = ({ kit }: Making, place: string): string =>
  onlyIf(
    'product.imageUrl != ""',
    `<mj-image css-class="picture" src="{{ product.imageUrl }}" alt="{{ product.title }}" href="{{ product.url }}" border-radius="${kit.radiusPx}px" ${place} />`,
  );

function told({ kit, words }: Making, padding: string): string {
  const soft = `<span class="soft" style="color:${kit.colours.quiet}">`;
  const small = `<span class="soft" style="color:${kit.colours.quiet};font-size:14px">`;
  return `<mj-text padding="${padding}" align="${sideOf('start', { words })}"><a href="{{ product.url }}" style="color:inherit;text-decoration:none"><strong>{{ product.title }}</strong></a><br />${soft}{% if product.isSoldOut %}${words.soldOutNow}{% elsif product.priceWas != "" %}<s>{{ product.priceWas }}</s> &nbsp;</span><strong>{{ product.price }}</strong>${small}<br />${words.struckOut}{% else %}{{ product.price }}{% endif %}</span></mj-text>`;
}
