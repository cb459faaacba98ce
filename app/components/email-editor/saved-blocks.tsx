import type { Part as KeptPart } from '~/ops/emails/fresh-keys';
import { SavedBlocksPanel } from '../emails/saved-blocks-panel';
import { blockOf, keysOf, sectionOf } from './document-parts';
import { useEmailEditing, type EmailEditing } from './email-editing';
import { usePartActions } from './part-actions';

/** Parts that the shop keeps, to be put behind what is chosen; and what is chosen, to be kept. */
export function SavedBlocks({ onInserted }: { onInserted: () => void }) {
  const editing = useEmailEditing();
  const { insert, insertSection } = usePartActions();
  function put(part: KeptPart): void {
    if (part.kind === 'section') insertSection(part.section);
    else insert(part.block);
    onInserted();
  }
  return <SavedBlocksPanel takenKeys={new Set(keysOf(editing.draft))} onInsert={put} chosen={chosenPart(editing)} />;
}

function chosenPart({ draft, selected }: EmailEditing): KeptPart | null {
  if (selected.kind === 'mail') return null;
  const section = selected.kind === 'section' ? sectionOf(draft, selected.key) : undefined;
  if (section) return { kind: 'section', section };
  const block = blockOf(draft, selected.key);
  return block ? { kind: 'block', block } : null;
}
