import { useDndContext } from '@dnd-kit/core';
import { useSortable } from '@dnd-kit/sortable';
import { Badge, Icon, InlineStack } from '@shopify/polaris';
import { DragHandleIcon } from '@shopify/polaris-icons';
import type { Block } from '~/delivery/documents/blocks';
import { kindOf, summaryOf } from './block-kinds';
import { isSectionId } from './dragged';
import { useEmailEditing } from './email-editing';
import { PartTools } from './part-tools';
import { usePartState } from './part-state';

/** A block in the outline: what it is, what it says, and for whom. */
export function BlockCard({ block }: { block: Block }) {
  const { selected, select } = useEmailEditing();
  const { active } = useDndContext();
  const { attributes, listeners, setNodeRef, setActivatorNodeRef, transform, transition, isDragging, isOver } =
    useSortable({ id: block.key, disabled: { droppable: active !== null && isSectionId(active.id) } });
  const { name, icon } = kindOf(block);
  const isChosen = selected.kind === 'block' && selected.key === block.key;
  const moved = transform ? `translate3d(${transform.x}px, ${transform.y}px, 0)` : undefined;
  const looks = [isChosen && 'chosen', isDragging && 'dragged', isOver && !isDragging && 'over'].filter(Boolean);
  return (
    <div
      ref={setNodeRef}
      data-block={block.key}
      style={{ transform: moved, transition }}
      className={['email-card', ...looks.map((look) => `email-card--${String(look)}`)].join(' ')}
    >
      <div className="email-card__line">
        <button
          type="button"
          ref={setActivatorNodeRef}
          className="email-card__handle"
          {...attributes}
          {...listeners}
          aria-label={`Drag: ${name}, ${summaryOf(block)}`}
        >
          <Icon source={DragHandleIcon} tone="subdued" />
        </button>
        <button
          type="button"
          className="email-card__choose"
          aria-pressed={isChosen}
          onClick={() => select({ kind: 'block', key: block.key })}
        >
          <span className="email-card__name">
            <Icon source={icon} tone="subdued" />
            {name}
          </span>
          <span className="email-card__summary">{summaryOf(block)}</span>
          <Marks partKey={block.key} isConditional={block.shownIf !== undefined} />
        </button>
      </div>
      {isChosen && <PartTools partKey={block.key} name={name} />}
    </div>
  );
}

/** What should be known of a part before it is chosen. */
export function Marks({ partKey, isConditional }: { partKey: string; isConditional: boolean }) {
  const { isHidden, isWrong, isMinded, condition } = usePartState(partKey);
  if (!isConditional && !isWrong && !isMinded && !isHidden) return null;
  return (
    <InlineStack gap="100" as="span">
      {isWrong && <Badge tone="critical">To be mended</Badge>}
      {!isWrong && isMinded && <Badge tone="warning">Advice</Badge>}
      {isHidden && <Badge tone="info">Not for whom it is shown as</Badge>}
      {condition && <span className="email-card__for">Shown to those: {condition}</span>}
    </InlineStack>
  );
}
