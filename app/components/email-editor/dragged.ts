import type { Block } from '~/delivery/documents/blocks';
import type { EmailDocument } from '~/delivery/documents/document';
import { freshBlock } from './block-kinds';
import { blockOf, fits, placeOf } from './document-parts';

/** What is dragged: a block of the mail, a whole section, or a kind of which a new block is to be made. */
export type Dragged =
  { kind: 'block'; key: string } | { kind: 'section'; key: string } | { kind: 'new'; of: Block['kind'] };

const SECTION = 'section:';
const NEW = 'new:';

/** By what they are told apart while they are dragged; keys hold no colon. */
export const sectionId = (key: string): string => SECTION + key;
export const newId = (kind: Block['kind']): string => NEW + kind;
export const isSectionId = (id: unknown): boolean => String(id).startsWith(SECTION);

export function draggedOf(id: string): Dragged {
  if (id.startsWith(SECTION)) return { kind: 'section', key: id.slice(SECTION.length) };
  if (id.startsWith(NEW)) return { kind: 'new', of: id.slice(NEW.length) as Block['kind'] };
  return { kind: 'block', key: id };
}

/** Whether something may be dropped on what has an id: sections among sections, blocks where they fit and never in themselves. */
export function mayBeOver(draft: EmailDocument, dragged: Dragged, id: string): boolean {
  if (dragged.kind === 'section' || isSectionId(id)) return dragged.kind === 'section' && isSectionId(id);
  const block = dragged.kind === 'new' ? freshBlock(dragged.of, dragged.of) : blockOf(draft, dragged.key);
  const container = placeOf(draft, id)?.container ?? id;
  const isInItself = dragged.kind === 'block' && container.startsWith(`${dragged.key}/`);
  return block !== undefined && !isInItself && fits(block, container);
}
