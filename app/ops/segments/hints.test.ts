import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hintsOf, type Hint, type HintedSegment } from './hints';
import { overlapsOf } from './overlaps';

const USE = { kind: 'flow', name: 'Welcome', url: '/app/flows/welcome' } as const;

const segment = (id: string, changes: Partial<HintedSegment> = {}): HintedSegment => ({
  ...{ id, name: id.toUpperCase(), isBuilt: true, people: 1_000, mailable: 800, drifted: 0 },
  ...{ createdAt: `2026-01-01 ${id}`, isIdle: false, uses: [] },
  ...changes,
});
const hints = (segments: HintedSegment[], people = 0, everybody = 10_000): Hint[] =>
  hintsOf(segments, { overlaps: [{ a: 'a', b: 'b', people }], everybody }, 'en');
const said = (...asked: Parameters<typeof hints>): string[] => hints(...asked).map(({ words }) => words);

describe('a hint', () => {
  it('is not given where all is well', () => {
    expect(hints([segment('a'), segment('b')], 947)).toEqual([]);
  });

  it('names segments that are nearly the same people, and keeps the one that was there first', () => {
    expect(hints([segment('b'), segment('a')], 948)).toMatchObject([
      {
        kind: 'merge',
        keep: { id: 'a' },
        retire: { id: 'b' },
        words: expect.stringContaining('90% are in both') as string,
      },
    ]);
  });

  it('keeps the one that is used, and says where, if both are', () => {
    const [kept] = hints([segment('a'), segment('b', { uses: [USE] })], 1_000);
    expect(kept).toMatchObject({ keep: { id: 'b' }, retire: { id: 'a', uses: [] } });
    const [both] = hints([segment('a', { uses: [USE] }), segment('b', { uses: [USE] })], 1_000);
    expect(both).toMatchObject({ keep: { id: 'a' }, retire: { id: 'b', uses: [USE] } });
  });

  it('names one that lies within another only where that has hardly anybody else', () => {
    expect(hints([segment('a', { people: 799 }), segment('b')], 799)).toEqual([]);
    expect(hints([segment('a', { people: 800 }), segment('b')], 800)).toMatchObject([{ kind: 'merge' }]);
  });

  it('lets go of what nobody was in for long, unless something uses it', () => {
    const idle = { people: 0, mailable: 0, isIdle: true };
    expect(hints([segment('a', idle)])).toMatchObject([{ kind: 'retire', retire: { id: 'a' } }]);
    expect(hints([segment('a', { ...idle, uses: [USE] })])).toEqual([]);
  });

  it('names one that is nearly everybody, where that is more than a few', () => {
    expect(said([segment('a', { people: 899 })], 0, 1_000)).toEqual([]);
    expect(said([segment('a', { people: 900 })], 0, 1_000)).toEqual([
      '“A” is 90% of everybody: it tells hardly anybody apart. Ask more in its rule.',
    ]);
    expect(said([segment('a', { people: 49, mailable: 800 })], 0, 49)).toEqual([]);
  });

  it('names those that are too small, unless they are still being looked for', () => {
    expect(hints([segment('a', { mailable: 49 }), segment('b', { mailable: 50 })])).toMatchObject([
      { kind: 'open', segments: [{ id: 'a' }], words: expect.stringContaining('“A” has fewer than 50') as string },
    ]);
    expect(hints([segment('a', { mailable: 0, isBuilt: false })])).toEqual([]);
  });

  it('says when there are more than a handful, and when somebody stood wrong', () => {
    expect(said('cdefghijk'.split('').map((id) => segment(id)))).toEqual([expect.stringContaining('9 segments')]);
    expect(said([segment('c', { drifted: 2 })])).toEqual([expect.stringContaining('2 people stood wrong in “C”')]);
  });
});

describe('what segments have in common', () => {
  const pattern = (people: number, ...segmentIds: string[]) => ({ segmentIds, people, mailable: 0 });
  const patterns = [pattern(2, 'c', 'a'), pattern(30, 'a', 'b', 'c'), pattern(4, 'b'), pattern(1, 'c', 'd')];
  const sizes = [
    { id: 'a', people: 32 },
    { id: 'b', people: 34 },
    { id: 'c', people: 33 },
    { id: 'd', people: 1 },
    { id: 'nobody', people: 0 },
  ];

  it('is added up over all mixtures that people are in, the nearest in size first', () => {
    expect(overlapsOf(sizes, patterns)).toEqual([
      { a: 'b', b: 'c', people: 30 },
      { a: 'c', b: 'a', people: 32 },
      { a: 'b', b: 'a', people: 30 },
    ]);
  });

  it('is not asked of those that cannot be the same, and left out where it is nobody', () => {
    expect(overlapsOf(sizes.slice(2), patterns)).toEqual([]);
    expect(
      overlapsOf(
        [
          { id: 'x', people: 9 },
          { id: 'y', people: 9 },
        ],
        [pattern(9, 'x'), pattern(9, 'y')],
      ),
    ).toEqual([]);
  });

  it('is found as by counting people one by one', () => {
    const ids = ['a', 'b', 'c'];
    const mixture = fc.record({
      segmentIds: fc.subarray(ids, { minLength: 1 }),
      people: fc.integer({ min: 1, max: 9 }),
    });
    fc.assert(
      fc.property(fc.array(mixture, { maxLength: 20 }), (mixtures) => {
        const both = (...of: string[]) =>
          mixtures.reduce(
            (sum, { segmentIds, people }) => sum + (of.every((id) => segmentIds.includes(id)) ? people : 0),
            0,
          );
        const found = overlapsOf(
          ids.map((id) => ({ id, people: both(id) })),
          mixtures.map(({ segmentIds, people }) => pattern(people, ...segmentIds)),
        );
        for (const { a, b, people } of found) expect(people).toBe(both(a, b));
      }),
    );
  });
});
