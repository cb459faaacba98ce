import {
  closestCorners,
  pointerWithin,
  type CollisionDetection,
  type DragEndEvent,
  type KeyboardCoordinateGetter,
} from '@dnd-kit/core';
import { sortableKeyboardCoordinates } from '@dnd-kit/sortable';
import type { EmailDocument } from '~/delivery/documents/document';
import { placeOf, type Place } from './document-parts';
import { draggedOf, mayBeOver } from './dragged';

/**
 * What the mouse is on, so that even a small empty column is met; with keys, what is nearest. Only what it may be dropped on is met at all. A new block is
 * dropped nowhere while the mouse is on none.
 */
export const meetingIn =
  (draft: EmailDocument): CollisionDetection =>
  (asked) => {
    const dragged = draggedOf(String(asked.active.id));
    const droppableContainers = asked.droppableContainers.filter(({ id }) => mayBeOver(draft, dragged, String(id)));
    const among = { ...asked, droppableContainers };
    const met = pointerWithin(among);
    if (met.length > 0 || (dragged.kind === 'new' && asked.pointerCoordinates)) return met;
    return dragged.kind === 'block' ? closestCorners(among) : nearestCorner(among);
  };

/** By the corner where reading begins alone: what is dragged may be much smaller or larger than what it is dropped on. */
const nearestCorner: CollisionDetection = ({ collisionRect, droppableContainers, droppableRects }) =>
  droppableContainers
    .flatMap((droppableContainer) => {
      const rect = droppableRects.get(droppableContainer.id);
      if (!rect) return [];
      const value = Math.abs(rect.top - collisionRect.top) + Math.abs(rect.left - collisionRect.left);
      return [{ id: droppableContainer.id, data: { droppableContainer, value } }];
    })
    .sort((one, other) => one.data.value - other.data.value);

/** Blocks move as in any list; sections and new blocks from one place they may be dropped on to the next. */
export const stepsIn =
  (draft: EmailDocument): KeyboardCoordinateGetter =>
  (event, asked) => {
    const dragged = draggedOf(String(asked.active));
    if (dragged.kind === 'block') return sortableKeyboardCoordinates(event, asked);
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.code];
    const { collisionRect, droppableContainers, droppableRects } = asked.context;
    if (step === undefined || !collisionRect) return undefined;
    event.preventDefault();
    const places = droppableContainers
      .getEnabled()
      .filter(({ id }) => mayBeOver(draft, dragged, String(id)))
      .flatMap(({ id }) => droppableRects.get(id) ?? [])
      .sort((one, other) => one.top - other.top);
    const next =
      step === 1
        ? places.find(({ top }) => top > collisionRect.top + 1)
        : places.findLast(({ top }) => top < collisionRect.top - 1);
    return next && { x: next.left, y: next.top };
  };

/** In the place of the one that it is dropped on; from elsewhere, behind it where it is dropped on its lower half. Null: where it was. */
export function placeOver(draft: EmailDocument, { active, over }: Pick<DragEndEvent, 'active' | 'over'>): Place | null {
  if (!over || over.id === active.id) return null;
  const onto = placeOf(draft, String(over.id));
  if (!onto) return { container: String(over.id), at: 0 };
  const from = placeOf(draft, String(active.id));
  const { translated } = active.rect.current;
  const isBelow = translated !== null && translated.top > over.rect.top + over.rect.height / 2;
  return from?.container === onto.container ? onto : { ...onto, at: onto.at + (isBelow ? 1 : 0) };
}
