import { describe, expect, it } from 'vitest';
import { chooseForm } from '../../drawing/choose-look';
import { namedColour } from '../../drawing/palette';
import { STYLES } from '../styles';
import { KINDS } from './index';

const keys = KINDS.map(({ key }) => key);

describe('the kinds of things the shop sells', () => {
  it('have keys of their own', () => {
    expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([]);
  });

  it('go with kinds that exist', () => {
    const unknown = KINDS.flatMap(({ key, goesWith }) =>
      (goesWith ?? []).filter((other) => !keys.includes(other)).map((other) => `${key} → ${other}`),
    );
    expect(unknown).toEqual([]);
  });

  it('cost something, and sizes with prices of their own have one each', () => {
    expect(KINDS.filter(({ price: [low, high] }) => low <= 0 || high < low).map(({ key }) => key)).toEqual([]);
    expect(
      KINDS.filter(({ sizes, sizePricesMinor }) => sizePricesMinor && sizePricesMinor.length !== sizes?.length),
    ).toEqual([]);
  });

  it('are either made in series or have titles of their own', () => {
    expect(KINDS.filter(({ noun, names }) => (noun === '') !== (names !== undefined)).map(({ key }) => key)).toEqual(
      [],
    );
    const titles = KINDS.flatMap(({ names }) => names ?? []);
    expect(titles.filter((title, index) => titles.indexOf(title) !== index)).toEqual([]);
  });

  it('are drawn as themselves: no kind falls back to a parcel by accident', () => {
    const parcels = KINDS.filter(
      ({ type, noun, names }) => chooseForm({ productType: type, title: names?.[0] ?? noun }) === 'giftBox',
    );
    expect(parcels.map(({ key }) => key)).toEqual(['gift-card', 'gift-set']);
  });

  it('come in colours that pictures know', () => {
    expect(STYLES.flatMap(({ colours }) => colours).filter((colour) => !namedColour(colour))).toEqual([]);
  });

  it('offer at most as many colours as each style has', () => {
    const fewest = Math.min(...STYLES.map(({ colours }) => colours.length));
    expect(KINDS.filter(({ colours }) => colours > fewest)).toEqual([]);
  });
});
