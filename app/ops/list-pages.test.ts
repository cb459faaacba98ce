import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cursorOf, cutPage, readPaging, type Paging, type Position } from './list-pages';

const idOf = (number: number): string => `0197c2a0-0000-7000-8000-${String(number).padStart(12, '0')}`;

/** Rows of few instants, so that many share one. */
const anyList = fc
  .uniqueArray(fc.record({ at: fc.integer({ min: 0, max: 5 }), id: fc.integer({ min: 0, max: 99 }) }), {
    selector: ({ id }) => id,
    maxLength: 30,
  })
  .map((rows) => rows.map(({ at, id }): Position => ({ at: new Date(at * 60_000), id: idOf(id) })));

const compare = (a: Position, b: Position) => a.at.getTime() - b.at.getTime() || (a.id < b.id ? -1 : 1);

/** As a database would find them: beyond the cursor, in the order of the way, one more than a page holds. */
function find(rows: Position[], paging: Paging, size: number): Position[] {
  const upwards = [...rows].sort(compare);
  const ordered = paging.kind === 'newer' ? upwards : upwards.reverse();
  if (paging.kind === 'newest') return ordered.slice(0, size + 1);
  const { kind, than } = paging;
  return ordered
    .filter((row) => (kind === 'older') === compare(row, than) < 0 && row.id !== than.id)
    .slice(0, size + 1);
}

function openPage(rows: Position[], search: string, size: number) {
  const paging = readPaging(new URLSearchParams(search));
  return cutPage(find(rows, paging, size), paging, size, (row) => row);
}

describe('a list in pages', () => {
  it('shows every row once on the way down, and the same pages on the way up', () => {
    fc.assert(
      fc.property(anyList, fc.integer({ min: 1, max: 7 }), (rows, size) => {
        const down = [openPage(rows, '', size)];
        for (let page = down[0]; page?.links.older; page = down.at(-1))
          down.push(openPage(rows, `older=${page.links.older}`, size));
        expect(down.flatMap((page) => page.rows)).toEqual([...rows].sort(compare).reverse());
        expect(down[0]?.links.newer).toBeNull();
        for (const [index, page] of down.entries())
          if (page.links.newer)
            expect(openPage(rows, `newer=${page.links.newer}`, size).rows).toEqual(down[index - 1]?.rows);
      }),
    );
  });

  it('begins at its beginning when its address says nothing, or nothing that can be read', () => {
    const odd = ['', 'older=', 'older=yesterday', "newer=1_'; DROP TABLE messages", `older=${'9'.repeat(40)}_x`];
    for (const search of odd) expect(readPaging(new URLSearchParams(search))).toEqual({ kind: 'newest' });
  });

  it('finds its place again', () => {
    const than = { at: new Date('2026-03-10T12:00:00.123Z'), id: idOf(7) };
    expect(readPaging(new URLSearchParams({ older: cursorOf(than) }))).toEqual({ kind: 'older', than });
  });
});
