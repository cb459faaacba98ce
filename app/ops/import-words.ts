import type { ImportCounts, ImportState } from '~/capture/imports/import-states';

export const IMPORT_STATES: Record<
  ImportState,
  { words: string; tone: 'info' | 'success' | 'critical' | 'attention' | undefined }
> = {
  uploading: { words: 'Not uploaded whole', tone: undefined },
  reading: { words: 'Being looked at', tone: 'info' },
  mapping: { words: 'Waits for you', tone: 'attention' },
  running: { words: 'Being imported', tone: 'info' },
  done: { words: 'Imported', tone: 'success' },
  cancelled: { words: 'Cancelled', tone: undefined },
  failed: { words: 'Not imported', tone: 'critical' },
  undoing: { words: 'Being undone', tone: 'info' },
  undone: { words: 'Undone', tone: undefined },
};

/** `1 row`, `3,000 rows`. */
export const many = (count: number, thing: string): string =>
  `${count.toLocaleString('en')} ${thing}${count === 1 ? '' : 's'}`;

/** What came of an import, in sentences. */
export function resultWords(counts: ImportCounts): string[] {
  const { people = 0, newPeople, agreed = 0, asked = 0, withdrawn = 0, orders = 0, knownOrders = 0 } = counts;
  const { events = 0, leftOut = 0 } = counts;
  const known = newPeople === undefined ? '' : `; ${many(newPeople, 'customer')} new`;
  return [
    ...(people ? [`${many(people, 'row')} of people${known}.`] : []),
    ...(agreed ? [`Yes to marketing mail: ${many(agreed, 'row')}. A no that came later stands all the same.`] : []),
    ...(asked ? [`Yes, to be confirmed by mail: ${many(asked, 'row')}.`] : []),
    ...(withdrawn ? [`No, bounced or complained: ${many(withdrawn, 'row')}. They get no marketing mail.`] : []),
    ...(orders ? [`New: ${many(orders, 'order')}.`] : []),
    ...(knownOrders ? [`Known already, and left as they are: ${many(knownOrders, 'order')}.`] : []),
    ...(events ? [`New: ${many(events, 'event')}.`] : []),
    ...(leftOut ? [`Left out: ${many(leftOut, 'row')}.`] : []),
    ...undoneWords(counts),
  ];
}

/** What was taken back of it. */
function undoneWords({ removed, removedOrders, keptOrders, removedEvents }: ImportCounts): string[] {
  return [
    ...(removedOrders === undefined ? [] : [`Taken back: ${many(removedOrders, 'order')}.`]),
    ...(keptOrders
      ? [
          `Left as they are, because Shopify told of them since or their buyer was erased: ${many(keptOrders, 'order')}.`,
        ]
      : []),
    ...(removedEvents === undefined ? [] : [`Taken back: ${many(removedEvents, 'event')}.`]),
    ...(removed === undefined
      ? []
      : [`Taken back: ${many(removed, 'customer')}. The others did something since, or said no.`]),
  ];
}

/** How much longer it takes at the pace so far; null while that cannot be said. */
export function remainingMs(
  { rowsDone, rowsTotal, startedAt }: { rowsDone: number; rowsTotal: number; startedAt: Date | null },
  now: Date,
): number | null {
  const passedMs = startedAt ? now.getTime() - startedAt.getTime() : 0;
  if (rowsDone < 500 || passedMs < 1_000) return null;
  return (passedMs / rowsDone) * Math.max(0, rowsTotal - rowsDone);
}
