import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { changeOf, handleFor, LONGEST_TAG, mayStand, tagFor, wrongOutput } from './output';

describe('what a segment is called in Shopify', () => {
  it('is as Shopify takes it, whatever the segment is called', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 120 }), (name) => {
        const clean = name.replace(/\p{Cc}/gu, '');
        expect(wrongOutput({ tag: tagFor(clean), handle: handleFor(clean) })).toEqual([]);
      }),
    );
    expect([tagFor('Best, of all'), handleFor('Größte Käufer, 2026!')]).toEqual([
      'Segment: Best  of all',
      'gro-te-kaufer-2026',
    ]);
  });

  it.each([
    [{ tag: '', handle: null }, 'empty'],
    [{ tag: 'x'.repeat(LONGEST_TAG + 1), handle: null }, '41 characters; Shopify takes 40'],
    [{ tag: 'a, b', handle: null }, 'comma'],
    [{ tag: 'a\tb', handle: null }, 'cannot be seen'],
    [{ tag: null, handle: 'Not So' }, 'small letters'],
    [{ tag: null, handle: 'x'.repeat(65) }, '65 characters'],
  ])('is refused with the remedy: %j', (output, words) => {
    expect(wrongOutput(output).map(({ message }) => message)).toEqual([expect.stringContaining(words)]);
  });
});

describe('what is to be told of a customer', () => {
  const sure = { tags: ['A'], handles: ['a'], isSure: true };

  it('is the difference alone', () => {
    expect(changeOf('c', sure, { tags: ['A'], handles: ['a'] })).toBeNull();
    expect(changeOf('c', sure, { tags: ['B'], handles: ['a'] })).toEqual({
      customerId: 'c',
      add: ['B'],
      remove: ['A'],
      handles: null,
    });
    expect(changeOf('c', sure, { tags: ['a'], handles: [] })).toEqual({
      customerId: 'c',
      add: [],
      remove: [],
      handles: [],
    });
  });

  it('is everything where an answer is missing', () => {
    const unsure = { ...sure, isSure: false };
    expect(changeOf('c', unsure, { tags: ['A'], handles: ['a'] })).toEqual({
      customerId: 'c',
      add: ['A'],
      remove: [],
      handles: ['a'],
    });
    expect(changeOf('c', { tags: [], handles: [], isSure: false }, { tags: [], handles: [] })).toBeNull();
  });

  it('leads from all that may stand there to what should, whatever was heard of it', () => {
    const lists = fc.record({
      tags: fc.uniqueArray(fc.constantFrom('A', 'B', 'C')),
      handles: fc.uniqueArray(fc.constantFrom('a', 'b')).map((list) => list.sort()),
    });
    fc.assert(
      fc.property(lists, lists, lists, fc.boolean(), (stands, first, second, isHeard) => {
        const told = mayStand(stands, first);
        const there = isHeard ? first : stands;
        const change = changeOf('c', { ...told, isSure: false }, second);
        const tags = new Set([...there.tags, ...(change?.add ?? [])]);
        for (const tag of change?.remove ?? []) tags.delete(tag);
        expect([...tags].sort()).toEqual([...second.tags].sort());
        expect(change?.handles ?? []).toEqual(second.handles);
      }),
    );
  });
});
