import { onlyIf, type Making } from './block-parts';

/**
 * Pictures as in a lookbook: one across the whole mail, then two side by side, on telephones as well, with few words below each. Rows come as they are drawn:
 * a row of one is wide.
 */
export function lookbookRows(making: Making, rows: string): string {
  const { words, ground, rowClass } = making;
  const section = (content: string) =>
    `<mj-section css-class="${rowClass}" background-color="${ground}" direction="${words.direction}" padding="0 24px">${content}</mj-section>`;
  const wide = `<mj-column>${page(making, 'row[0]')}</mj-column>`;
  const pair = [0, 1]
    .map(
      (place) =>
        `<mj-column css-class="narrow-half">${onlyIf(`row[${place}]`, page(making, `row[${place}]`))}</mj-column>`,
    )
    .join('');
  return `<mj-raw>{% for row in ${rows} %}{% if row[1] %}</mj-raw>
    ${section(pair)}
    <mj-raw>{% else %}</mj-raw>
    ${section(wide)}
    <mj-raw>{% endif %}{% endfor %}</mj-raw>`;
}

function page({ kit, ink }: Making, it: string): string {
  const colour = ink ? ` color="${ink}"` : '';
  return `<mj-image css-class="picture" src="{{ ${it}.imageUrl }}" alt="{{ ${it}.title }}" href="{{ ${it}.url }}" border-radius="${kit.radiusPx}px" padding="0 8px 8px" fluid-on-mobile="true" />
    <mj-text align="center"${colour} padding="0 8px 24px" font-size="14px" line-height="20px"><a href="{{ ${it}.url }}" style="color:inherit;text-decoration:none"><strong>{{ ${it}.title }}</strong><br />{{ ${it}.price }}</a></mj-text>`;
}
