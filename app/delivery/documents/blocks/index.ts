import { z } from 'zod';
import { betweenMarks } from '../part-marks';
import { about, aboutParts } from './about';
import { ofEveryBlock, type BlockParts, type Making } from './block-parts';
import { button, buttonParts } from './button';
import { cart, cartParts } from './cart';
import { code, codeParts } from './code';
import { coupon, couponParts } from './coupon';
import { countdown, countdownParts } from './countdown';
import { divider, dividerParts, spacer, spacerParts } from './divider';
import { footer, footerParts, serviceFooter, serviceFooterParts } from './footer';
import { header, headerParts } from './header';
import { heading, headingParts } from './heading';
import { hero, heroParts } from './hero';
import { image, imageParts } from './image';
import { lowStock, lowStockParts } from './low-stock';
import { productGrid, productGridParts } from './product-grid';
import { recommendations, recommendationsParts } from './recommendations';
import { social, socialParts } from './social';
import { text, textParts } from './text';

const SMALL = [header, heading, text, image, button, divider, spacer, social, code] as const;
const small = z.discriminatedUnion('kind', SMALL);

/** Shares of a row's width. */
export const LAYOUTS = {
  '1-1': [50, 50],
  '1-2': [33.33, 66.67],
  '2-1': [66.67, 33.33],
  '1-1-1': [33.33, 33.33, 33.34],
} as const;
type Layout = keyof typeof LAYOUTS;

/** Side by side on a wide screen, one below the other on a narrow one. */
const columns = z
  .object({
    ...ofEveryBlock,
    kind: z.literal('columns'),
    layout: z.enum(Object.keys(LAYOUTS) as [Layout, ...Layout[]]),
    columns: z.array(z.array(small).max(10)).min(2).max(3),
  })
  .refine(({ layout, columns: own }) => LAYOUTS[layout].length === own.length, {
    path: ['columns'],
    message: 'there are not as many columns as the layout has places',
  });

export const block = z.discriminatedUnion('kind', [
  ...SMALL,
  ...[columns, cart, about, recommendations, productGrid, hero, lowStock, countdown, coupon, footer, serviceFooter],
]);
export type Block = z.infer<typeof block>;
export type BlockOf<K extends Block['kind']> = Extract<Block, { kind: K }>;

const columnsParts: BlockParts<BlockOf<'columns'>> = {
  rows({ layout, columns: own }, making) {
    const { words, ground, rowClass } = making;
    const within = { ...making, insetPx: 16 };
    const made = own.map((blocks, at) => {
      const content = blocks.map((each) => placed(each, partsOf(each).inColumn?.(each, within) ?? '', making)).join('');
      return `<mj-column width="${LAYOUTS[layout][at]}%" vertical-align="top">${content}</mj-column>`;
    });
    return `<mj-section css-class="${rowClass}" background-color="${ground}" direction="${words.direction}" padding="0 16px">${made.join('')}</mj-section>`;
  },
  text: ({ columns: own }, making) =>
    own
      .flat()
      .map((each) => blockText(each, making))
      .join('\n'),
};

/** Every kind there is; a new one does not compile without standing here. */
const PARTS: { [K in Block['kind']]: BlockParts<BlockOf<K>> } = {
  ...{ header: headerParts, heading: headingParts, text: textParts, image: imageParts, button: buttonParts },
  ...{ divider: dividerParts, spacer: spacerParts, social: socialParts, code: codeParts, columns: columnsParts },
  ...{ cart: cartParts, about: aboutParts, recommendations: recommendationsParts, coupon: couponParts },
  hero: heroParts,
  ...{ 'product-grid': productGridParts, 'low-stock': lowStockParts, countdown: countdownParts },
  ...{ footer: footerParts, 'service-footer': serviceFooterParts },
};

/** The parts of a block's own kind: TypeScript cannot follow the two together. */
export const partsOf = <B extends Block>({ kind }: B): BlockParts<B> => PARTS[kind] as unknown as BlockParts<B>;

/** Words of the merchant's in a block, by field. */
export const saidIn = (each: Block): [field: string, text: string][] =>
  (partsOf(each).saying ?? []).flatMap((field) => {
    const text: unknown = each[field];
    return typeof text === 'string' ? [[field, text] as [string, string]] : [];
  });

export const blockRows = (each: Block, making: Making): string =>
  placed(each, partsOf(each).rows(each, making), making);

const placed = (each: Block, made: string, { isMarked }: Making): string =>
  conditional(each, isMarked && made ? betweenMarks(each.key, made) : made);

/** Whole blocks only, so that what MJML compiles stays whole whoever the reader is. */
const conditional = ({ key, shownIf }: Block, made: string): string =>
  shownIf ? `<mj-raw>{% unless hidden["${key}"] %}</mj-raw>${made}<mj-raw>{% endunless %}</mj-raw>` : made;

export function blockText(each: Block, making: Making): string {
  const made = partsOf(each).text(each, making);
  return each.shownIf && made ? `{% unless hidden["${each.key}"] %}${made}{% endunless %}` : made;
}
