import { useEffect, useMemo, useRef, useState, type ReactNode } from 'react';
import {
  DndContext,
  DragOverlay,
  KeyboardSensor,
  PointerSensor,
  useSensor,
  useSensors,
  type DragEndEvent,
} from '@dnd-kit/core';
import { BlockStack, Button, Card } from '@shopify/polaris';
import { useWide } from '../flows/use-wide';
import { kindOf } from './block-kinds';
import { announcementsOf } from './drag-words';
import { meetingIn, placeOver, stepsIn } from './drag-moves';
import { draggedOf, type Dragged } from './dragged';
import { useEmailEditing } from './email-editing';
import { Outline } from './outline';
import { Palette } from './palette';
import { usePartActions } from './part-actions';
import { SavedBlocks } from './saved-blocks';

/**
 * The blocks of a mail and those that can be added: all can be dragged, with the mouse or by keys. What can be added stands beside the mail's own where there is
 * room, so that it is near whatever it is dragged to, and else above them.
 */
export default function BlocksBoard({ head }: { head: ReactNode }) {
  const { draft } = useEmailEditing();
  const { add, move, moveSection } = usePartActions();
  const [isAdding, setAdding] = useState(false);
  const isWide = useWide();
  function stopAdding(): void {
    setAdding(false);
    focusChosen();
  }
  const [dragged, setDragged] = useState<Dragged | null>(null);
  const coordinateGetter = useMemo(() => stepsIn(draft), [draft]);
  const sensors = useSensors(
    // A press that moves little is a click.
    useSensor(PointerSensor, { activationConstraint: { distance: 6 } }),
    useSensor(KeyboardSensor, { coordinateGetter }),
  );
  const announcements = useMemo(() => announcementsOf(draft), [draft]);
  const meeting = useMemo(() => meetingIn(draft), [draft]);
  function drop(event: DragEndEvent): void {
    setDragged(null);
    const what = draggedOf(String(event.active.id));
    if (what.kind === 'section') return moveSection(what.key, sectionOver(event));
    const to = placeOver(draft, event);
    if (!to) return;
    if (what.kind === 'block') return move(what.key, to);
    add(what.of, to);
    stopAdding();
  }
  const sectionOver = ({ over }: DragEndEvent): number => {
    const onto = over && draggedOf(String(over.id));
    return draft.sections.findIndex(({ key }) => onto?.kind === 'section' && onto.key === key);
  };
  return (
    <DndContext
      id="email"
      sensors={sensors}
      collisionDetection={meeting}
      onDragStart={({ active }) => setDragged(draggedOf(String(active.id)))}
      onDragEnd={drop}
      onDragCancel={() => setDragged(null)}
      accessibility={{ announcements, screenReaderInstructions: { draggable: HOW_TO_DRAG } }}
    >
      <div className="email-board">
        <Card>
          <BlockStack gap="400">
            {head}
            <Button
              fullWidth
              disclosure={isAdding ? 'up' : 'down'}
              ariaExpanded={isAdding}
              onClick={() => setAdding(!isAdding)}
            >
              Add a block
            </Button>
            {isAdding && !isWide && <ToAdd onAdded={stopAdding} />}
            <Outline />
          </BlockStack>
        </Card>
        {isAdding && isWide && (
          <div className="email-board__beside">
            <Card>
              <ToAdd onAdded={stopAdding} isFocused />
            </Card>
          </div>
        )}
      </div>
      {/* Only for what is new: the others move themselves. */}
      {dragged?.kind === 'new' && (
        <DragOverlay dropAnimation={null}>
          <div className="email-card email-card--dragged email-card--new">{kindOf({ kind: dragged.of }).name}</div>
        </DragOverlay>
      )}
    </DndContext>
  );
}

/** Who added by keys goes on at what was added. */
const focusChosen = (): number =>
  requestAnimationFrame(() =>
    document
      .querySelector<HTMLElement>(':is(.email-card--chosen, .email-section__bar--chosen) .email-card__choose')
      ?.focus(),
  );

const HOW_TO_DRAG =
  'Press space or enter to pick it up, the arrow keys to move it, space or enter again to put it down, escape to leave it where it was.';

/** @param isFocused it stands beside the rest, and who comes by keys is led to it */
function ToAdd({ onAdded, isFocused = false }: { onAdded: () => void; isFocused?: boolean }) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (isFocused) place.current?.querySelector('button')?.focus();
  }, [isFocused]);
  return (
    <div ref={place} className="email-to-add" role="group" aria-label="Blocks to add">
      <Palette onAdded={onAdded} />
      <SavedBlocks onInserted={onAdded} />
    </div>
  );
}
