import { useId, type KeyboardEvent } from 'react';
import { useDraggable } from '@dnd-kit/core';
import { BlockStack, Icon, Text } from '@shopify/polaris';
import type { Block } from '~/delivery/documents/blocks';
import { GROUPS, kindOf, KINDS_TO_ADD } from './block-kinds';
import { newId } from './dragged';
import { usePartActions } from './part-actions';

/** Every kind of block; one that is clicked stands behind what is chosen, one that is dragged where it is dropped. */
export function Palette({ onAdded }: { onAdded: () => void }) {
  const { add } = usePartActions();
  const howId = useId();
  return (
    <BlockStack gap="300">
      <p id={howId} hidden>
        Press enter to add it behind what is chosen. Press space to pick it up: the arrow keys move it through the mail,
        space puts it down, escape leaves it out.
      </p>
      {GROUPS.map((group) => (
        <BlockStack key={group} gap="150">
          <Text as="h3" variant="headingSm">
            {group}
          </Text>
          <div className="email-palette">
            {KINDS_TO_ADD.filter((kind) => kindOf({ kind }).group === group).map((kind) => (
              <KindToAdd
                key={kind}
                {...{ kind, howId }}
                onAdd={() => {
                  add(kind);
                  onAdded();
                }}
              />
            ))}
          </div>
        </BlockStack>
      ))}
    </BlockStack>
  );
}

interface KindToAddProps {
  kind: Block['kind'];
  /** Of the words that say how it is used by keys. */
  howId: string;
  onAdd: () => void;
}

function KindToAdd({ kind, howId, onAdd }: KindToAddProps) {
  const { attributes, listeners, setNodeRef } = useDraggable({ id: newId(kind) });
  const { name, what, icon } = kindOf({ kind });
  const isSpace = ({ code }: KeyboardEvent): boolean => code === 'Space';
  return (
    <button
      ref={setNodeRef}
      title={what}
      className="email-palette__kind"
      {...attributes}
      {...listeners}
      type="button"
      aria-describedby={howId}
      // Enter adds it, as a click does.
      onKeyDown={(event) => {
        if (isSpace(event)) listeners?.['onKeyDown']?.(event);
      }}
      // A space that picks it up is no click: some browsers click once it is let go.
      onKeyUp={(event) => {
        if (isSpace(event)) event.preventDefault();
      }}
      onClick={onAdd}
    >
      <Icon source={icon} tone="subdued" />
      <span>{name}</span>
    </button>
  );
}
