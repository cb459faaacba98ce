import { useState } from 'react';
import { ActionList, Button, Popover, type ActionListItemDescriptor } from '@shopify/polaris';
import { PlusIcon } from '@shopify/polaris-icons';
import { wayWords } from '~/decisions/explanations/flow-words';
import { useFlowEditing } from './flow-editing';
import { mayLeadTo, nodeOf, targetOf, type Place } from './graph-edits';
import { ADDED_KINDS, KIND_ICONS, KIND_WORDS } from './node-kinds';
import { stepName } from './step-panel';

interface AddStepProps {
  place: Place;
  /** With words beside the sign. */
  hasWords?: boolean;
}

/** A plus on a way: puts a step there, or leads the way to a step that is there. */
export function AddStep({ place, hasWords = false }: AddStepProps) {
  const { draft, add, lead } = useFlowEditing();
  const [isOpen, setOpen] = useState(false);
  const from = place.node === null ? undefined : nodeOf(draft, place.node);
  const way = from ? wayWords(from, place.way) : '';
  const where = from ? `after “${stepName(from.key)}”${way && `, ${way}`}` : 'at the beginning';
  const target = targetOf(draft, place);
  const adding: ActionListItemDescriptor[] = ADDED_KINDS.map((kind) => ({
    content: KIND_WORDS[kind].name,
    helpText: KIND_WORDS[kind].says,
    icon: KIND_ICONS[kind],
    onAction: () => add(place, kind),
  }));
  const leading: ActionListItemDescriptor[] = mayLeadTo(draft, place)
    .filter(({ key }) => key !== target)
    .map(({ key }) => ({ content: stepName(key), onAction: () => lead(place, key) }));
  return (
    <Popover
      active={isOpen}
      onClose={() => setOpen(false)}
      activator={
        <Button
          size="micro"
          icon={PlusIcon}
          accessibilityLabel={`Add a step ${where}`}
          onClick={() => setOpen(!isOpen)}
          {...(hasWords ? { variant: 'tertiary' as const } : {})}
        >
          {hasWords ? 'Add a step' : ''}
        </Button>
      }
    >
      <ActionList
        sections={[
          { title: 'Add a step', items: adding },
          ...(leading.length > 0 ? [{ title: 'Or go on at', items: leading }] : []),
        ]}
        onActionAnyItem={() => setOpen(false)}
      />
    </Popover>
  );
}
