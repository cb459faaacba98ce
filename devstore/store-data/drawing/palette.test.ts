import { describe, expect, it } from 'vitest';
import { channelsOf, darker, distanceBetween, lighter, lightnessOf, mix } from './colour';
import { accentFor, groundFor, namedColour, unnamedColour } from './palette';

const HASHES = Array.from({ length: 40 }, (_, i) => i * 7919);
const NAMES = [
  'chalk',
  'oat',
  'sage',
  'ink',
  'charcoal',
  'mustard',
  'terracotta',
  'sky',
  'blush',
  'white',
  'black',
  'red',
  'cream',
  'silver',
  'gold',
];

describe('colours', () => {
  it('mix from one end to the other', () => {
    expect([0, 0.5, 1].map((share) => mix('#000000', '#ff8000', share))).toEqual(['#000000', '#804000', '#ff8000']);
  });

  it('get darker and lighter as asked', () => {
    expect(lightnessOf(darker('#9db08f', 0.3))).toBeLessThan(lightnessOf('#9db08f'));
    expect(lightnessOf(lighter('#9db08f', 0.3))).toBeGreaterThan(lightnessOf('#9db08f'));
    expect([lightnessOf('#000000'), lightnessOf('#ffffff')]).toEqual([0, 1]);
  });

  it('are as far apart as they look', () => {
    expect(distanceBetween('#336699', '#336699')).toBe(0);
    expect(distanceBetween('#000000', '#ffffff')).toBeGreaterThan(700);
    expect(distanceBetween('#336699', '#346699')).toBeLessThan(5);
  });

  it('refuse what is no colour', () => {
    expect(() => channelsOf('#12345')).toThrow('is not of the form #rrggbb');
    expect(() => channelsOf('#12345g')).toThrow('is not of the form #rrggbb');
  });
});

describe('the palette', () => {
  it('finds a colour as a word of its own, in any case, and no other', () => {
    expect(namedColour('Mug in SAGE green')).toBe(namedColour('sage'));
    expect(namedColour('Redwood Greenhouse')).toBeUndefined();
    expect(namedColour('constructor toString')).toBeUndefined();
    expect(namedColour('')).toBeUndefined();
  });

  it.each(NAMES)('lets a %s thing stand out from its ground and its accent from the thing', (name) => {
    const main = namedColour(name) ?? '';
    for (const hash of HASHES) {
      expect(distanceBetween(groundFor(main, hash), main), `ground ${groundFor(main, hash)}`).toBeGreaterThan(60);
      expect(distanceBetween(accentFor(main, hash), main), `accent ${accentFor(main, hash)}`).toBeGreaterThan(100);
    }
  });

  it('has a dozen colours for things that name none', () => {
    expect(new Set(HASHES.map(unnamedColour)).size).toBeGreaterThan(9);
  });
});
