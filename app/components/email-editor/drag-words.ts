import type { Announcements } from '@dnd-kit/core';
import type { EmailDocument } from '~/delivery/documents/document';
import { kindOf } from './block-kinds';
import { blockOf, containersOf, isColumn, placeOf } from './document-parts';

/** What is said to those who do not see what is dragged. */
export function announcementsOf(document: EmailDocument): Announcements {
  const nameOf = (key: string): string => {
    const block = blockOf(document, key);
    return block ? kindOf(block).name : 'It';
  };
  return {
    onDragStart: ({ active }) =>
      `${nameOf(String(active.id))} was picked up, ${placeWords(document, String(active.id))}.`,
    onDragOver: ({ active, over }) =>
      over
        ? `${nameOf(String(active.id))} is ${placeWords(document, String(over.id))}.`
        : `${nameOf(String(active.id))} is over nothing.`,
    onDragEnd: ({ active, over }) =>
      over
        ? `${nameOf(String(active.id))} was put down, ${placeWords(document, String(over.id))}.`
        : `${nameOf(String(active.id))} is where it was.`,
    onDragCancel: ({ active }) => `${nameOf(String(active.id))} is where it was.`,
  };
}

/** `at place 2 of 5 in section 1` */
export function placeWords(document: EmailDocument, key: string): string {
  const place = placeOf(document, key) ?? { container: key, at: 0 };
  const blocks = containersOf(document).find(([container]) => container === place.container)?.[1] ?? [];
  const of = Math.max(1, blocks.length);
  return `at place ${place.at + 1} of ${of} in ${rowWords(document, place.container)}`;
}

function rowWords({ sections }: EmailDocument, container: string): string {
  if (isColumn(container)) return `column ${Number(container.split('/')[1]) + 1}`;
  return `section ${sections.findIndex(({ key }) => key === container) + 1}`;
}
