import { describe, expect, it } from 'vitest';
import { slugOf, uniqueSlugs } from './slug';

describe('slugOf', () => {
  it.each([
    ['Halden Mug', 'halden-mug'],
    ['Crème & Rosé', 'creme-rose'],
    ['Müller', 'mueller'],
    ['Łukasz Żółć', 'lukasz-zolc'],
    ['Søren Ærø', 'soren-aero'],
    ['Yılmaz', 'yilmaz'],
    ['Nguyễn', 'nguyen'],
    ['Chef’s Knife', 'chefs-knife'],
    ['  ---  ', ''],
    ['日本', ''],
  ])('%s → %s', (text, slug) => {
    expect(slugOf(text)).toBe(slug);
  });
});

describe('uniqueSlugs', () => {
  it('numbers the second and later ones, also when such a number was taken before', () => {
    const give = uniqueSlugs();
    expect(['Mug', 'Mug 1', 'Mug', 'Mug', '日本', '日本'].map(give)).toEqual([
      'mug',
      'mug-1',
      'mug-1-1',
      'mug-2',
      'item',
      'item-1',
    ]);
  });
});
