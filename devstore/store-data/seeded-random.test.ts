import { describe, expect, it } from 'vitest';
import { hashText, seededRandom } from './seeded-random';

const draw = (seed: number, stream: string, count = 2000) => {
  const random = seededRandom(seed, stream);
  return Array.from({ length: count }, () => random.next());
};

describe('seededRandom', () => {
  it('repeats a stream for the same seed and name, and no other', () => {
    expect(draw(7, 'people')).toEqual(draw(7, 'people'));
    expect(draw(7, 'people')).not.toEqual(draw(8, 'people'));
    expect(draw(7, 'people')).not.toEqual(draw(7, 'orders'));
  });

  it('spreads evenly over [0, 1)', () => {
    const values = draw(1, 'evenness', 10_000);
    const tenths = Array.from({ length: 10 }, (_, i) => values.filter((value) => Math.floor(value * 10) === i).length);
    expect(Math.min(...tenths)).toBeGreaterThan(900);
    expect(Math.max(...tenths)).toBeLessThan(1100);
  });

  it('draws whole numbers from both ends of the range', () => {
    const random = seededRandom(1, 'dice');
    const counts = new Map<number, number>();
    for (let i = 0; i < 600; i++) counts.set(random.int(1, 6), 1);
    expect([...counts.keys()].sort()).toEqual([1, 2, 3, 4, 5, 6]);
  });

  it('draws by weight and never what weighs nothing', () => {
    const random = seededRandom(1, 'weights');
    const counts = [0, 0, 0];
    for (let i = 0; i < 4000; i++) counts[random.weightedIndex([1, 0, 3])]!++;
    expect(counts[1]).toBe(0);
    expect(counts[2]! / counts[0]!).toBeGreaterThan(2.6);
    expect(counts[2]! / counts[0]!).toBeLessThan(3.4);
  });

  it('says what is wrong when there is nothing to choose from', () => {
    const random = seededRandom(1, 'none');
    expect(() => random.weightedIndex([0, 0])).toThrow('give at least one choice a positive weight');
    expect(() => random.pick([])).toThrow('give at least one item');
  });

  it('has normal and exponential draws of the stated mean and spread', () => {
    const random = seededRandom(3, 'shapes');
    const normal = Array.from({ length: 5000 }, () => random.normal());
    const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
    expect(mean(normal)).toBeCloseTo(0, 1);
    expect(Math.sqrt(mean(normal.map((value) => value * value)))).toBeCloseTo(1, 1);
    expect(mean(Array.from({ length: 5000 }, () => random.exponential()))).toBeCloseTo(1, 1);
  });

  it('shuffles without losing anything', () => {
    const items = Array.from({ length: 50 }, (_, i) => i);
    const shuffled = seededRandom(5, 'cards').shuffle(items);
    expect(shuffled).not.toEqual(items);
    expect([...shuffled].sort((a, b) => a - b)).toEqual(items);
  });

  it('writes hexadecimal tokens of the length asked for', () => {
    expect(seededRandom(5, 'token').hex(32)).toMatch(/^[0-9a-f]{32}$/);
  });
});

describe('hashText', () => {
  it('is the published FNV-1a', () => {
    expect(hashText('')).toBe(0x811c9dc5);
    expect(hashText('a')).toBe(0xe40c292c);
    expect(hashText('foobar')).toBe(0xbf9cf968);
  });
});
