import { JSDOM } from 'jsdom';
import { afterAll, describe, expect, test } from 'vitest';
import { HOSTILE_NAMES } from '../../../../tests/factories/mail-data';
import { USUAL_KIT } from '../../documents/brand-kit';
import { BLANK } from '../blank';
import { isSafePicture } from '../picture-file';
import { drawn, SIZES, type Look, type Shown } from './draw';
import { createDrawer } from './drawer.server';
import { fitted, inLines, isDrawable, textWidth } from './lettering';

const drawer = createDrawer();
afterAll(() => drawer.close());
const look: Look = { kit: USUAL_KIT, direction: 'ltr' };
const product = (title: string, picture: Uint8Array | null = null): Shown => ({
  ...{ kind: 'recommendation', price: '€48.00', title, picture },
});
const NUMBERED: Shown = {
  ...{ kind: 'countdown', line: 'Until Sunday, 6 December at 18:00 CET' },
  left: ['days', 'hours', 'minutes'].map((word, nth) => ({ figure: String(nth * 7), word })),
};

/** Width and height in pixels, of its header. */
const measured = (png: Buffer | null): [number, number] | null => png && [png.readUInt32BE(16), png.readUInt32BE(20)];
const wordsOf = (svg: string): string => {
  const { window } = new JSDOM('');
  const document = new window.DOMParser().parseFromString(svg, 'image/svg+xml');
  expect(document.querySelector('parsererror')).toBeNull();
  expect([...document.querySelectorAll('*')].map(({ localName }) => localName)).not.toContain('script');
  return [...document.querySelectorAll('text')].map(({ textContent }) => textContent).join(' ');
};

describe('a picture', () => {
  test.each<[keyof typeof SIZES, Shown]>([
    ['countdown', NUMBERED],
    ['countdown', { kind: 'countdown', left: [], line: 'This is over' }],
    ['low-stock', { kind: 'low-stock', title: 'Walnut board', line: 'Only 3 left:' }],
    ['recommendation', product('Walnut board')],
  ])('of a %s is twice as large as it stands in the mail', async (kind, shown) => {
    const { widthPx, heightPx } = SIZES[kind];
    expect(measured(await drawer.draw(drawn(shown, look)))).toEqual([widthPx * 2, heightPx * 2]);
  });

  test.each([...HOSTILE_NAMES, '\u0000\u0008\uffff', '𓀀'.repeat(50), 'a'.repeat(5_000), ''])(
    'holds %j as words, and is drawn',
    async (name) => {
      for (const shown of [product(name), { kind: 'low-stock', title: name, line: name } as const]) {
        const svg = drawn(shown, look);
        expect(wordsOf(svg)).toContain(shown.kind === 'low-stock' ? '' : '€48.00');
        expect(svg).not.toMatch(/(?:href|src)="(?!data:)/);
        expect(await drawer.draw(svg)).not.toBeNull();
      }
    },
  );

  test('says the first of what is left last where a script is read from right to left', () => {
    const order = (direction: Look['direction']) => wordsOf(drawn(NUMBERED, { ...look, direction }));
    expect(order('ltr')).toMatch(/days.*hours.*minutes/);
    expect(order('rtl')).toMatch(/minutes.*hours.*days/);
  });

  test('shows the product’s own picture', async () => {
    const picture = await drawer.draw(drawn(NUMBERED, look));
    const [with_, without] = await Promise.all([
      drawer.draw(drawn(product('Board', picture), look)),
      drawer.draw(drawn(product('Board'), look)),
    ]);
    expect(with_?.equals(without ?? BLANK)).toBe(false);
  });

  test('that is no SVG is none, and the next is drawn', async () => {
    expect(await drawer.draw('<svg')).toBeNull();
    expect(await drawer.draw(drawn(NUMBERED, look))).not.toBeNull();
  });

  test('that nobody is left to draw is none, at once', async () => {
    const narrow = createDrawer({ timeoutMs: 5_000, mostWaiting: 2, heapMb: 128 });
    const svg = drawn(NUMBERED, look);
    const made = await Promise.all(Array.from({ length: 6 }, () => narrow.draw(svg)));
    expect(made.filter((png) => png === null)).toHaveLength(4);
    await narrow.close();
  });

  test('that takes too long is none, and its thread is another’s', async () => {
    const hasty = createDrawer({ timeoutMs: 150, mostWaiting: 30, heapMb: 128 });
    const endless = `<svg xmlns="http://www.w3.org/2000/svg" width="9000" height="9000"><filter id="f"><feGaussianBlur stdDeviation="400"/></filter><rect width="9000" height="9000" filter="url(#f)"/></svg>`;
    expect(await hasty.draw(endless)).toBeNull();
    expect(await hasty.draw(drawn({ kind: 'countdown', left: [], line: 'x' }, look))).not.toBeNull();
    await hasty.close();
  });
});

describe('lettering', () => {
  test.each(['Bücherregal', 'Кружка', 'Ωmega', 'קרש הגשה', '€ 48,00 – “10 %”', ''])('can say %j', (text) =>
    expect(isDrawable(text)).toBe(true),
  );
  test.each(['木の皿', 'دمية', '🕯️ candle'])('cannot say %j', (text) => expect(isDrawable(text)).toBe(false));

  test('what is too long ends in an ellipsis, within its room', () => {
    const room = { widthPx: 120, sizePx: 16 };
    const cut = fitted('Walnut serving board with a handle', room);
    expect(cut).toMatch(/^Walnut.*…$/);
    expect(textWidth(cut, 16)).toBeLessThanOrEqual(120);
    expect(fitted('Board', room)).toBe('Board');
  });

  test('lines break between words, and the last takes what is left', () => {
    const lines = inLines('one two three four five six seven eight nine ten', { widthPx: 90, sizePx: 16 }, 3);
    expect(lines).toHaveLength(3);
    expect(lines[0]).toMatch(/^one two/);
    expect(lines[2]).toMatch(/…$/);
  });
});

test('the blank image is a PNG that holds nothing', () => {
  expect(measured(BLANK)).toEqual([800, 16]);
  expect(BLANK.length).toBeLessThan(150);
  expect(isSafePicture(BLANK)).toBe(true);
});
