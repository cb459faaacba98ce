import type { Announcements } from '@dnd-kit/core';
import type { EmailDocument } from '~/delivery/documents/document';
import { kindOf } from './block-kinds';
import { blockOf, containersOf, isColumn, placeOf } from './document-parts';
import { draggedOf } from './dragged';

/** What is said to those who do not see what is dragged. */
export function announcementsOf(document: EmailDocument): Announcements {
  const nameOf = (id: string | number): string => draggedName(document, String(id));
  const where = (id: string | number): string => placeWords(document, String(id));
  return {
    onDragStart: ({ active }) =>
      draggedOf(String(active.id)).kind === 'new'
        ? `${nameOf(active.id)} was picked up.`
        : `${nameOf(active.id)} was picked up, ${where(active.id)}.`,
    onDragOver: ({ active, over }) =>
      over ? `${nameOf(active.id)} is ${where(over.id)}.` : `${nameOf(active.id)} is over nothing.`,
    onDragEnd: ({ active, over }) =>
      over ? `${nameOf(active.id)} was put down, ${where(over.id)}.` : leftWords(nameOf(active.id), active.id),
    onDragCancel: ({ active }) => leftWords(nameOf(active.id), active.id),
  };
}

const leftWords = (name: string, id: string | number): string =>
  draggedOf(String(id)).kind === 'new' ? `${name} was left out.` : `${name} is where it was.`;

function draggedName(document: EmailDocument, id: string): string {
  const dragged = draggedOf(id);
  switch (dragged.kind) {
    case 'new':
      return kindOf({ kind: dragged.of }).name;
    case 'section':
      return `Section ${sectionNumber(document, dragged.key)}`;
    case 'block': {
      const block = blockOf(document, dragged.key);
      return block ? kindOf(block).name : 'It';
    }
  }
}

/** `at place 2 of 5 in section 1`; of a section, `at place 2 of 3 in the mail` */
function placeWords(document: EmailDocument, id: string): string {
  const over = draggedOf(id);
  if (over.kind === 'section')
    return `at place ${sectionNumber(document, over.key)} of ${document.sections.length} in the mail`;
  const place = placeOf(document, id) ?? { container: id, at: 0 };
  const blocks = containersOf(document).find(([container]) => container === place.container)?.[1] ?? [];
  const of = Math.max(1, blocks.length);
  return `at place ${place.at + 1} of ${of} in ${rowWords(document, place.container)}`;
}

const sectionNumber = ({ sections }: EmailDocument, key: string): number =>
  sections.findIndex((each) => each.key === key) + 1;

const rowWords = (document: EmailDocument, container: string): string =>
  isColumn(container)
    ? `column ${Number(container.split('/')[1]) + 1}`
    : `section ${sectionNumber(document, container)}`;
