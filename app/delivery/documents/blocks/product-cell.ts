import { onlyIf, sideOf, type Making } from './block-parts';

/** What of a product stands under its picture, beside its name. */
export const SHOWN_OF_PRODUCT = ['price', 'compare-at', 'reason'] as const;
export type ShownOfProduct = (typeof SHOWN_OF_PRODUCT)[number];

export interface CellLook {
  shows: readonly ShownOfProduct[];
  /** Of the row, in per cent; absent: all columns alike. */
  widthPercent?: number;
  /** Classes by which narrow screens know it. */
  cssClass: string;
}

/**
 * One product of a row as a column, by what Liquid calls it (`row[0]`). Where the row is at its end the column stays, empty, so that
 * those above it keep their width.
 */
export function productCell(making: Making, it: string, { shows, widthPercent, cssClass }: CellLook): string {
  const { kit, words } = making;
  const start = sideOf('start', { words });
  const width = widthPercent ? ` width="${widthPercent}%"` : '';
  const shown = `<mj-image css-class="picture" src="{{ ${it}.imageUrl }}" alt="{{ ${it}.title }}" href="{{ ${it}.url }}" border-radius="${kit.radiusPx}px" padding="0 16px 8px" fluid-on-mobile="true" />
    <mj-text align="${start}" padding="0 16px 24px" font-size="16px" line-height="22px"><a href="{{ ${it}.url }}" style="color:inherit;text-decoration:none"><strong>{{ ${it}.title }}</strong></a>${lines(making, it, shows)}</mj-text>`;
  return `<mj-column css-class="${cssClass}"${width}>${onlyIf(it, shown)}</mj-column>`;
}

function lines({ kit, words }: Making, it: string, shows: readonly ShownOfProduct[]): string {
  const soft = `<span class="soft" style="color:${kit.colours.quiet};font-size:14px">`;
  const before = `{% if ${it}.priceWas != "" %}<br />${soft}${words.insteadOf(`<s>{{ ${it}.priceWas }}</s>`)}</span>{% endif %}`;
  const made: Record<ShownOfProduct, string> = {
    price: `<br />{{ ${it}.price }}`,
    'compare-at': before,
    reason: `{% if ${it}.reason != "" %}<br />${soft}{{ ${it}.reason }}</span>{% endif %}`,
  };
  return SHOWN_OF_PRODUCT.filter((each) => shows.includes(each))
    .map((each) => made[each])
    .join('');
}
