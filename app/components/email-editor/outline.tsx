import { useDndContext, useDroppable } from '@dnd-kit/core';
import { SortableContext, useSortable, verticalListSortingStrategy } from '@dnd-kit/sortable';
import { BlockStack, Box, Button, Text } from '@shopify/polaris';
import type { Block } from '~/delivery/documents/blocks';
import type { Section } from '~/delivery/documents/document';
import { plainWords } from './block-kinds';
import { BlockCard } from './block-card';
import { columnContainer } from './document-parts';
import { draggedOf, isSectionId, mayBeOver, sectionId } from './dragged';
import { useEmailEditing } from './email-editing';
import { usePartActions } from './part-actions';
import { SectionBar } from './section-bar';

/** Every section and block of a mail, to be chosen, and moved by dragging or by keys. */
export function Outline() {
  const { draft, selected, select } = useEmailEditing();
  const { addSection } = usePartActions();
  const ids = draft.sections.map(({ key }) => sectionId(key));
  return (
    <BlockStack gap="300">
      <button
        type="button"
        className="email-card__choose email-mail"
        aria-pressed={selected.kind === 'mail'}
        onClick={() => select({ kind: 'mail' })}
      >
        <span className="email-card__name">Subject and preheader</span>
        <span className="email-card__summary">{plainWords(draft.subject) || 'No subject yet'}</span>
      </button>
      <SortableContext id="sections" items={ids} strategy={verticalListSortingStrategy}>
        {draft.sections.map((section, at) => (
          <SectionCard key={section.key} section={section} at={at} />
        ))}
      </SortableContext>
      <Box>
        <Button onClick={addSection}>Add a section</Button>
      </Box>
    </BlockStack>
  );
}

function SectionCard({ section, at }: { section: Section; at: number }) {
  const { active } = useDndContext();
  const { attributes, listeners, setNodeRef, setActivatorNodeRef, transform, transition, isDragging } = useSortable({
    id: sectionId(section.key),
    // While a block is dragged its keys lead from block to block.
    disabled: { droppable: active !== null && !isSectionId(active.id) },
  });
  const moved = transform ? `translate3d(0, ${transform.y}px, 0)` : undefined;
  return (
    <section
      ref={setNodeRef}
      style={{ transform: moved, transition }}
      className={`email-section${isDragging ? ' email-section--dragged' : ''}`}
      aria-label={`Section ${at + 1}`}
    >
      <SectionBar {...{ section, at }} handle={{ ref: setActivatorNodeRef, ...attributes, ...listeners }} />
      <Row container={section.key} blocks={section.blocks} />
    </section>
  );
}

function Row({ container, blocks }: { container: string; blocks: readonly Block[] }) {
  const keys = blocks.map(({ key }) => key);
  return (
    <SortableContext id={container} items={keys} strategy={verticalListSortingStrategy}>
      <ol className="email-row">
        {blocks.map((block) => (
          <li key={block.key}>
            <BlockCard block={block} />
            {block.kind === 'columns' && (
              <div className="email-columns">
                {block.columns.map((own, at) => (
                  <div key={at} role="group" aria-label={`Column ${at + 1}`} className="email-column">
                    <Row container={columnContainer(block.key, at)} blocks={own} />
                  </div>
                ))}
              </div>
            )}
          </li>
        ))}
        {blocks.length === 0 && <EmptyRow container={container} />}
      </ol>
    </SortableContext>
  );
}

/** Something to drop on. */
function EmptyRow({ container }: { container: string }) {
  const { draft } = useEmailEditing();
  const { setNodeRef, isOver, active } = useDroppable({ id: container });
  const isMet = isOver && active !== null && mayBeOver(draft, draggedOf(String(active.id)), container);
  return (
    <li ref={setNodeRef} className={`email-empty${isMet ? ' email-empty--over' : ''}`}>
      <Text as="span" tone="subdued">
        Nothing in it yet
      </Text>
    </li>
  );
}
