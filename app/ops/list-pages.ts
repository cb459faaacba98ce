import { z } from 'zod';

/** Where a row stands in a list that goes from newest to oldest. */
export interface Position {
  at: Date;
  id: string;
}

/** Which part of the list is asked for: its beginning, or what follows or precedes a row. */
export type Paging = { kind: 'newest' } | { kind: 'older' | 'newer'; than: Position };

/** Cursors of the neighbouring pages; null where there is none. */
export interface PageLinks {
  newer: string | null;
  older: string | null;
}

const cursor = z
  .string()
  .regex(/^\d{1,15}_[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/)
  .transform((text): Position => {
    const [at = '', id = ''] = text.split('_');
    return { at: new Date(Number(at)), id };
  });

/** Reads `older` or `newer` of an address; what cannot be read means the beginning. */
export function readPaging(search: URLSearchParams): Paging {
  for (const kind of ['older', 'newer'] as const) {
    const than = cursor.safeParse(search.get(kind));
    if (than.success) return { kind, than: than.data };
  }
  return { kind: 'newest' };
}

export const cursorOf = ({ at, id }: Position): string => `${at.getTime()}_${id}`;

/**
 * A page out of up to `size + 1` found rows, which stand in the order they were asked for: from newest to oldest, or for `newer` the other way
 * round. The page itself always goes from newest to oldest.
 */
export function cutPage<Row>(
  found: Row[],
  paging: Paging,
  size: number,
  positionOf: (row: Row) => Position,
): { rows: Row[]; links: PageLinks } {
  const hasMore = found.length > size;
  const rows = found.slice(0, size);
  if (paging.kind === 'newer') rows.reverse();
  const [first, last] = [rows[0], rows.at(-1)];
  const hasNewer = paging.kind === 'newer' ? hasMore : paging.kind === 'older';
  const hasOlder = paging.kind === 'newer' || hasMore;
  return {
    rows,
    links: {
      newer: first && hasNewer ? cursorOf(positionOf(first)) : null,
      older: last && hasOlder ? cursorOf(positionOf(last)) : null,
    },
  };
}
