import { z } from 'zod';
import { liquid, ofEveryBlock, sideOf, type BlockParts, type Making } from './block-parts';
import { buttonParts } from './button';
import { headingParts } from './heading';
import { productSource } from './product-source';
import { textParts } from './text';

/** What a mail begins with: the picture of a product, and words beside it. */
export const hero = z.object({
  ...ofEveryBlock,
  kind: z.literal('hero'),
  heading: liquid,
  text: liquid,
  /** On the button, which leads to the product. */
  label: liquid,
  /** The first of them that has a picture and can be bought. */
  source: productSource,
  /** At which side of the words the picture stands; absent: where reading begins. */
  picture: z.enum(['start', 'end']).optional(),
});
type Hero = z.infer<typeof hero>;

/** Beside each other on a wide screen, on a narrow one the picture above the words; the words alone, to the shop, where there is nothing to show. */
export const heroParts: BlockParts<Hero> = {
  saying: ['heading', 'text', 'label'],
  rows(block, making) {
    const it = 'row[0]';
    const { words, ground, rowClass } = making;
    const within = { ...making, insetPx: 16 };
    const turned = words.direction === 'ltr' ? 'rtl' : 'ltr';
    const direction = block.picture === 'end' ? turned : words.direction;
    const beside = `<mj-section css-class="${rowClass}" background-color="${ground}" direction="${direction}" padding="16px 16px 8px">
      <mj-column width="50%" vertical-align="middle" direction="${words.direction}" padding="0 16px">${shown(making, it)}</mj-column>
      <mj-column width="50%" vertical-align="middle" direction="${words.direction}">${told(block, within, { to: 'address', url: `{{ ${it}.url }}` })}</mj-column>
    </mj-section>`;
    const alone = `<mj-section css-class="${rowClass}" background-color="${ground}" padding="16px 16px 8px"><mj-column>${told(block, within, { to: 'shop' })}</mj-column></mj-section>`;
    return `<mj-raw>{% for row in grids["${block.key}"] %}</mj-raw>${beside}<mj-raw>{% else %}</mj-raw>${alone}<mj-raw>{% endfor %}</mj-raw>`;
  },
  text(block, making) {
    const it = `grids["${block.key}"][0][0]`;
    const { heading, text } = wordsOf(block);
    const label = buttonParts.text({ ...wordsOf(block).label, to: 'address', url: `{{ target }}` }, making);
    const leads = label.replace(
      '{{ target }}',
      `{% if ${it} %}{{ ${it}.url | raw }}{% else %}{{ shop.url | raw }}{% endif %}`,
    );
    return `${headingParts.text(heading, making)}${textParts.text(text, making)}{% if ${it} %}- {{ ${it}.title | raw }}, {{ ${it}.price | raw }}
{% endif %}${leads}`;
  },
};

/** Its words, as blocks of their own would say them. */
const wordsOf = ({ key, heading, text, label }: Hero) => ({
  heading: { key, kind: 'heading', text: heading } as const,
  text: { key, kind: 'text', text } as const,
  label: { key, kind: 'button', label } as const,
});

function told(block: Hero, making: Making, leads: { to: 'shop' } | { to: 'address'; url: string }): string {
  const { heading, text, label } = wordsOf(block);
  return [
    headingParts.inColumn?.(heading, making),
    block.text.trim() === '' ? '' : textParts.inColumn?.(text, making),
    buttonParts.inColumn?.({ ...label, ...leads }, making),
  ].join('');
}

/** What it is and costs stands below the picture, so that the words beside it are the merchant's own. Dark mode's white lies behind the picture alone: its row has no padding. */
function shown({ kit, words, ink }: Making, it: string): string {
  const colour = ink ? ` color="${ink}"` : '';
  return `<mj-image css-class="picture" src="{{ ${it}.imageUrl }}" alt="{{ ${it}.title }}" href="{{ ${it}.url }}" border-radius="${kit.radiusPx}px" padding="0" fluid-on-mobile="true" />
    <mj-text align="${sideOf('start', { words })}"${colour} font-size="14px" line-height="20px" padding="8px 0 16px"><a href="{{ ${it}.url }}" style="color:inherit;text-decoration:none"><strong>{{ ${it}.title }}</strong></a>, {{ ${it}.price }}</mj-text>`;
}
