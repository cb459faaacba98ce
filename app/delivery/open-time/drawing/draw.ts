import type { BrandKit } from '../../documents/brand-kit';
import { escaped, fitted, inLines } from './lettering';

/** Pixels of a mail; pictures have twice as many, for screens that show them. Narrow enough that words stay readable on a telephone. */
export const SIZES = {
  countdown: { widthPx: 400, heightPx: 132 },
  'low-stock': { widthPx: 400, heightPx: 36 },
  recommendation: { widthPx: 400, heightPx: 136 },
} as const;
type Size = (typeof SIZES)[keyof typeof SIZES];

/** In what an image is dressed. */
export interface Look {
  kit: Pick<BrandKit, 'colours' | 'radiusPx'>;
  direction: 'ltr' | 'rtl';
}

export interface CountdownShown {
  kind: 'countdown';
  /** Days, hours and minutes that are left, each with its word; empty: it is over. */
  left: { figure: string; word: string }[];
  /** Until when, or that it is over. */
  line: string;
}

export interface StockShown {
  kind: 'low-stock';
  title: string;
  line: string;
}

export interface ProductShown {
  kind: 'recommendation';
  title: string;
  price: string;
  /** Its picture as a file, JPEG or PNG; null: there is none at hand. */
  picture: Uint8Array | null;
}

export type Shown = CountdownShown | StockShown | ProductShown;

/** What an image shows, as SVG. All of a stranger's words in it are escaped, and no address stands in it. */
export function drawn(shown: Shown, look: Look): string {
  switch (shown.kind) {
    case 'countdown':
      return countdown(shown, look);
    case 'low-stock':
      return lowStock(shown, look);
    case 'recommendation':
      return product(shown, look);
  }
}

interface Written {
  x: number;
  y: number;
  sizePx: number;
  colour: string;
  isBold?: boolean;
  anchor?: 'start' | 'middle' | 'end';
}

const write = (text: string, { x, y, sizePx, colour, isBold = false, anchor = 'start' }: Written): string =>
  `<text x="${x}" y="${y}" font-family="Inter" font-size="${sizePx}" font-weight="${isBold ? 600 : 400}" fill="${colour}" text-anchor="${anchor}">${escaped(text)}</text>`;

const sheet = ({ widthPx, heightPx }: Size, colour: string, content: string): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="${widthPx}" height="${heightPx}" viewBox="0 0 ${widthPx} ${heightPx}"><rect width="${widthPx}" height="${heightPx}" fill="${colour}"/>${content}</svg>`;

const GAP = 8;
const TILE = { widthPx: 112, heightPx: 84 };

function countdown({ left, line }: CountdownShown, { kit: { colours, radiusPx }, direction }: Look): string {
  const { widthPx } = SIZES.countdown;
  const inOrder = direction === 'rtl' ? [...left].reverse() : left;
  const begin = (widthPx - inOrder.length * TILE.widthPx - (inOrder.length - 1) * GAP) / 2;
  const tiles = inOrder.map(({ figure, word }, nth) => {
    const x = begin + nth * (TILE.widthPx + GAP);
    const middle = { x: x + TILE.widthPx / 2, anchor: 'middle' } as const;
    return `<rect x="${x}" y="4" width="${TILE.widthPx}" height="${TILE.heightPx}" rx="${Math.min(radiusPx, 16)}" fill="${colours.ground}"/>${write(figure, { ...middle, y: 48, sizePx: 36, isBold: true, colour: colours.ink })}${write(word, { ...middle, y: 74, sizePx: 15, colour: colours.quiet })}`;
  });
  const said = fitted(line, { widthPx: widthPx - 8, sizePx: 15 });
  const y = left.length > 0 ? 118 : 74;
  return sheet(
    SIZES.countdown,
    colours.paper,
    `${tiles.join('')}${write(said, { x: widthPx / 2, y, sizePx: 15, anchor: 'middle', colour: colours.ink })}`,
  );
}

function lowStock({ title, line }: StockShown, { kit: { colours }, direction }: Look): string {
  const { widthPx } = SIZES['low-stock'];
  const isRight = direction === 'rtl';
  const [at, anchor] = isRight ? ([widthPx - 2, 'end'] as const) : ([2, 'start'] as const);
  const words = `<tspan font-weight="600" fill="${colours.ink}">${escaped(line)}</tspan> ${escaped(fitted(title, { widthPx: widthPx * 0.66, sizePx: 16 }))}`;
  return sheet(
    SIZES['low-stock'],
    colours.paper,
    `<text x="${at}" y="24" font-family="Inter" font-size="16" fill="${colours.quiet}" text-anchor="${anchor}" xml:space="preserve">${words}</text>`,
  );
}

const PICTURE_PX = 120;

function product({ title, price, picture }: ProductShown, { kit: { colours, radiusPx }, direction }: Look): string {
  const { widthPx, heightPx } = SIZES.recommendation;
  const isRight = direction === 'rtl';
  const pictureX = isRight ? widthPx - PICTURE_PX - 8 : 8;
  const at = isRight ? { x: pictureX - 16, anchor: 'end' as const } : { x: PICTURE_PX + 24, anchor: 'start' as const };
  const room = { widthPx: widthPx - PICTURE_PX - 40, sizePx: 17, isBold: true };
  const lines = inLines(title, room, 3);
  const top = heightPx / 2 - lines.length * 12 + 3;
  const words = lines.map((line, nth) =>
    write(line, { ...at, y: top + nth * 23, sizePx: 17, isBold: true, colour: colours.ink }),
  );
  const radius = Math.min(radiusPx, 16);
  const frame = `x="${pictureX}" y="8" width="${PICTURE_PX}" height="${PICTURE_PX}"`;
  const shown = picture
    ? `<clipPath id="frame"><rect ${frame} rx="${radius}"/></clipPath><image ${frame} preserveAspectRatio="xMidYMid slice" clip-path="url(#frame)" href="${dataUri(picture)}"/>`
    : '';
  return sheet(
    SIZES.recommendation,
    colours.paper,
    `<rect ${frame} rx="${radius}" fill="${colours.ground}"/>${shown}${words.join('')}${write(price, { ...at, y: top + lines.length * 23 + 4, sizePx: 16, colour: colours.quiet })}`,
  );
}

const dataUri = (picture: Uint8Array): string =>
  `data:image/${picture[0] === 0x89 ? 'png' : 'jpeg'};base64,${Buffer.from(picture).toString('base64')}`;
