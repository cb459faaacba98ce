import { BlockStack, Button, InlineStack, Select, TextField } from '@shopify/polaris';
import { eventTypes, type EventType } from '~/capture/events/event';
import { eventsWords } from '~/decisions/explanations/flow-words';
import { capitalised } from '~/decisions/explanations/spoken-shop';
import type { EventChoice } from '~/decisions/flows/engine/requests';
import { EditingProvider, type Editing } from '../segments/editing';
import { FilterFields, Remove } from '../segments/filter-fields';
import { eventLabel } from '../segments/subjects';
import { useFlowEditing } from './flow-editing';

const MOST = 10;
const OPTIONS = eventTypes
  .map((event) => ({ value: event, label: eventLabel(event) }))
  .sort((a, b) => a.label.localeCompare(b.label, 'en'));

interface EventChoicesProps {
  /** What stands before the first event, such as “When”. */
  label: string;
  events: readonly EventChoice[];
  onChange: (events: EventChoice[]) => void;
}

/** One or more kinds of events, each with what must stand in it. */
export function EventChoices({ label, events, onChange }: EventChoicesProps) {
  const { speaker } = useFlowEditing();
  const set = (at: number, next: EventChoice | null) =>
    onChange(events.flatMap((each, index) => (index === at ? (next ?? []) : each)));
  return (
    <BlockStack gap="300">
      {events.map((choice, index) => (
        <div key={index} className="segment-part" role="group" aria-label={`Event: ${eventsWords([choice], speaker)}`}>
          <OneChoice
            label={index === 0 ? label : 'Or'}
            choice={choice}
            onChange={(next) => set(index, next)}
            {...(events.length > 1 ? { onRemove: () => set(index, null) } : {})}
          />
        </div>
      ))}
      {events.length < MOST && (
        <InlineStack>
          <Button onClick={() => onChange([...events, { event: 'product_viewed' }])}>Or another event</Button>
        </InlineStack>
      )}
    </BlockStack>
  );
}

interface OneChoiceProps {
  label: string;
  choice: EventChoice;
  onChange: (choice: EventChoice) => void;
  onRemove?: () => void;
}

function OneChoice({ label, choice, onChange, onRemove }: OneChoiceProps) {
  const { speaker } = useFlowEditing();
  const { event, named, where } = choice;
  return (
    <BlockStack gap="200">
      <InlineStack gap="200" wrap={false} blockAlign="end" align="space-between">
        <div style={{ flex: 1 }}>
          <Select
            label={label}
            options={OPTIONS}
            value={event}
            onChange={(next) => onChange(begun(next as EventType))}
          />
        </div>
        {onRemove && <Remove label={capitalised(eventsWords([choice], speaker))} onClick={onRemove} />}
      </InlineStack>
      {event === 'custom_event' && (
        <TextField
          label="Name of the event"
          autoComplete="off"
          value={named ?? ''}
          onChange={(next) => onChange({ ...choice, named: next })}
        />
      )}
      <FieldsInShop>
        <FilterFields
          choice={{ event, ...(named === undefined ? {} : { named }), ...(where ? { where } : {}) }}
          onChange={(next) => onChange(next.length > 0 ? { ...choice, where: next } : without(choice))}
        />
      </FieldsInShop>
    </BlockStack>
  );
}

const begun = (event: EventType): EventChoice => (event === 'custom_event' ? { event, named: '' } : { event });
const without = ({ where: _where, ...choice }: EventChoice): EventChoice => choice;

/** What fields of segments ask of their editor, answered by the flow’s. */
export function FieldsInShop({ children }: { children: React.ReactNode }) {
  const { page, names, addNames } = useFlowEditing();
  const editing: Editing = {
    ...{ shop: page.shop, segments: page.shelf.segments, known: page.shelf.known, names, addNames },
    newKey: () => '',
    change: () => undefined,
    add: () => undefined,
    problemsOf: () => [],
    peopleOf: () => null,
  };
  return <EditingProvider value={editing}>{children}</EditingProvider>;
}
