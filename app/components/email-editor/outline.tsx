import { useMemo } from 'react';
import {
  closestCorners,
  DndContext,
  KeyboardSensor,
  PointerSensor,
  pointerWithin,
  useDroppable,
  useSensor,
  useSensors,
  type CollisionDetection,
  type DragEndEvent,
} from '@dnd-kit/core';
import { SortableContext, sortableKeyboardCoordinates, verticalListSortingStrategy } from '@dnd-kit/sortable';
import { BlockStack, Box, Button, Text } from '@shopify/polaris';
import type { Block } from '~/delivery/documents/blocks';
import { plainWords } from './block-kinds';
import { BlockCard } from './block-card';
import { announcementsOf } from './drag-words';
import { columnContainer, containersOf, fits, blockOf, placeOf, type Place } from './document-parts';
import { useEmailEditing } from './email-editing';
import { usePartActions } from './part-actions';
import { SectionBar } from './section-bar';

/** Every section and block of a mail, to be chosen, and moved by dragging or by keys. */
export default function Outline() {
  const { draft, selected, select } = useEmailEditing();
  const { move, addSection } = usePartActions();
  const sensors = useSensors(
    // A press that moves little is a click.
    useSensor(PointerSensor, { activationConstraint: { distance: 6 } }),
    useSensor(KeyboardSensor, { coordinateGetter: sortableKeyboardCoordinates }),
  );
  const announcements = useMemo(() => announcementsOf(draft), [draft]);
  function drop(event: DragEndEvent): void {
    const key = String(event.active.id);
    const to = placeOver(event);
    if (to) move(key, to);
  }
  /** In the place of the one that it is dropped on; from another row, behind it where it is dropped on its lower half. */
  function placeOver({ active, over }: DragEndEvent): Place | null {
    if (!over || over.id === active.id) return null;
    const onto = placeOf(draft, String(over.id));
    if (!onto) return { container: String(over.id), at: 0 };
    const from = placeOf(draft, String(active.id));
    const { translated } = active.rect.current;
    const isBelow = translated !== null && translated.top > over.rect.top + over.rect.height / 2;
    return from?.container === onto.container ? onto : { ...onto, at: onto.at + (isBelow ? 1 : 0) };
  }
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
      <DndContext
        id="email"
        sensors={sensors}
        collisionDetection={under}
        onDragEnd={drop}
        accessibility={{ announcements, screenReaderInstructions: { draggable: HOW_TO_DRAG } }}
      >
        {draft.sections.map((section, at) => (
          <section key={section.key} className="email-section" aria-label={`Section ${at + 1}`}>
            <SectionBar section={section} at={at} />
            <Row container={section.key} blocks={section.blocks} />
          </section>
        ))}
      </DndContext>
      <Box>
        <Button onClick={addSection}>Add a section</Button>
      </Box>
    </BlockStack>
  );
}

/** What the mouse is on, so that even a small empty column is met; with keys, what is nearest. */
const under: CollisionDetection = (asked) => {
  const met = pointerWithin(asked);
  return met.length > 0 ? met : closestCorners(asked);
};

const HOW_TO_DRAG =
  'Press space or enter to pick it up, the arrow keys to move it, space or enter again to put it down, escape to leave it where it was.';

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
  const block = active ? blockOf(draft, String(active.id)) : undefined;
  const isFit = block !== undefined && fits(block, container);
  const hasRow = containersOf(draft).some(([each]) => each === container);
  return (
    <li ref={setNodeRef} className={`email-empty${isOver && isFit && hasRow ? ' email-empty--over' : ''}`}>
      <Text as="span" tone="subdued">
        Nothing in it yet
      </Text>
    </li>
  );
}
