import type { Block } from '~/delivery/documents/blocks';
import type { Section } from '~/delivery/documents/document';
import { freshBlock } from './block-kinds';
import {
  addSection,
  adopted,
  copyBlock,
  copySection,
  newKey,
  moveBlock,
  moveSection,
  putBlock,
  removeBlock,
  removeSection,
  stepBlock,
  stepSection,
} from './document-edits';
import { columnContainer, fits, keysOf, placeOf, sectionOf, type Place } from './document-parts';
import { useEmailEditing, type EmailEditing } from './email-editing';

export interface PartActions {
  /** @param at behind what is chosen, unless told */
  add(kind: Block['kind'], at?: Place): void;
  /** A block that was made elsewhere, such as one that was kept. */
  insert(block: Block): void;
  addSection(): void;
  insertSection(section: Section): void;
  move(key: string, to: Place): void;
  /** @param at its place among the others; below 0: where it is */
  moveSection(key: string, at: number): void;
  step(key: string, by: 1 | -1): void;
  copy(key: string): void;
  remove(key: string): void;
}

/** What can be done with parts of a mail; what was made is chosen then, so that it can be said at once what it is to be. */
export function usePartActions(): PartActions {
  const editing = useEmailEditing();
  const { draft, change, select } = editing;
  const isSection = (key: string): boolean => sectionOf(draft, key) !== undefined;
  function insert(block: Block, at?: Place): void {
    const own = adopted(draft, block);
    if (at && !fits(own, at.container)) return;
    change((before) => putBlock(before, at ?? placeFor(editing, own), own), null);
    select({ kind: 'block', key: own.key });
  }
  function insertSection(section: Section): void {
    const key = newKey(keysOf(draft), 'section');
    const behind = draft.sections.findIndex((each) => each.key === sectionNow(editing)) + 1;
    change((before) => {
      const bare = addSection(before, behind, { ...section, key, blocks: [] });
      return section.blocks.reduce(
        (now, block, at) => putBlock(now, { container: key, at }, adopted(now, block)),
        bare,
      );
    }, null);
    select({ kind: 'section', key });
  }
  return {
    insert: (block) => insert(block),
    insertSection,
    add: (kind, at) => insert(freshBlock(kind, kind), at),
    addSection: () => insertSection({ key: 'section', blocks: [freshBlock('text', 'text')] }),
    move: (key, to) => change((before) => moveBlock(before, key, to), null),
    moveSection: (key, at) => change((before) => moveSection(before, key, at), null),
    step: (key, by) => change((before) => (isSection(key) ? stepSection : stepBlock)(before, key, by), null),
    copy(key) {
      const made = (isSection(key) ? copySection : copyBlock)(draft, key);
      change(() => made.document, null);
      select({ kind: isSection(key) ? 'section' : 'block', key: made.key });
    },
    remove(key) {
      change((before) => (isSection(key) ? removeSection : removeBlock)(before, key), null);
      select({ kind: 'mail' });
    },
  };
}

/** Behind what is chosen; at the end of a chosen section; in a chosen row of columns its first empty column; else above the footer. */
function placeFor({ draft, selected }: EmailEditing, block: Block): Place {
  const section = selected.kind === 'section' ? sectionOf(draft, selected.key) : undefined;
  if (section) return { container: section.key, at: section.blocks.length };
  const column = selected.kind === 'block' ? emptyColumn(draft, selected.key, block) : null;
  if (column) return column;
  const place = selected.kind === 'block' ? placeOf(draft, selected.key) : null;
  if (place && fits(block, place.container)) return { ...place, at: place.at + 1 };
  if (place) return beside(draft, place);
  const last = draft.sections.at(-1);
  const blocks = last?.blocks ?? [];
  const isFooter = blocks.at(-1)?.kind.endsWith('footer') ?? false;
  return { container: last?.key ?? '', at: blocks.length - (isFooter ? 1 : 0) };
}

function emptyColumn(draft: EmailEditing['draft'], key: string, block: Block): Place | null {
  const row = draft.sections.flatMap(({ blocks }) => blocks).find((each) => each.key === key);
  if (row?.kind !== 'columns') return null;
  const at = row.columns.findIndex((own) => own.length === 0);
  const container = columnContainer(key, at);
  return at >= 0 && fits(block, container) ? { container, at: 0 } : null;
}

/** Behind the row of columns that a place lies in. */
function beside(draft: EmailEditing['draft'], { container }: Place): Place {
  const place = placeOf(draft, container.split('/')[0] ?? '');
  return place ? { ...place, at: place.at + 1 } : { container, at: 0 };
}

function sectionNow({ draft, selected }: EmailEditing): string {
  if (selected.kind === 'section') return selected.key;
  const place = selected.kind === 'block' ? placeOf(draft, selected.key) : null;
  const row = place ? placeOf(draft, place.container.split('/')[0] ?? '') : null;
  return row?.container ?? place?.container ?? draft.sections.at(-2)?.key ?? '';
}
