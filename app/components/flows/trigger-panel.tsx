import { BlockStack, Divider, Select, Text } from '@shopify/polaris';
import type { Trigger } from '~/decisions/flows/language/trigger';
import { unreachable } from '~/platform/errors';
import { CatalogueFields } from './catalogue-fields';
import { DayTriggerFields } from './day-trigger-fields';
import { EventChoices } from './event-choices';
import { useFlowEditing } from './flow-editing';
import { RuleField } from './rule-field';

const KINDS: { value: Trigger['kind']; label: string }[] = [
  { value: 'event', label: 'Something happens' },
  { value: 'day', label: 'A day comes, such as a birthday' },
  { value: 'catalogue', label: 'Something turns with a product' },
  { value: 'asked', label: 'Shopify Flow asks for it' },
];
const FORESEEN = { value: 'prediction', label: 'What is expected of somebody crosses a line' };

/** What a trigger of another kind begins as; what must be so besides stays. */
function begunAs(kind: Trigger['kind'], { when }: Trigger): Trigger {
  switch (kind) {
    case 'event':
      return { kind, events: [{ event: 'order_placed' }], when };
    case 'day':
      return { kind, of: { fact: 'profile.birthday' }, yearly: true, daysBefore: 0, minuteOfDay: 600, when };
    case 'catalogue':
      return { kind, change: 'back-in-stock', whom: 'asked', withinDays: 30, when };
    case 'asked':
      return { kind, when };
    case 'prediction':
      return { kind, prediction: 'buys-soon', crosses: 'upwards', line: 0.5, when };
    default:
      return unreachable(kind);
  }
}

/** How a flow begins, and of whom that must be true besides. */
export function TriggerPanel() {
  const { draft, change, isFixed } = useFlowEditing();
  const { trigger } = draft;
  const set = (next: Trigger, field: string) => change((flow) => ({ ...flow, trigger: next }), `trigger ${field}`);
  const kinds = trigger.kind === 'prediction' ? [...KINDS, FORESEEN] : KINDS;
  return (
    <BlockStack gap="300">
      <Select
        label="It begins when"
        options={kinds}
        value={trigger.kind}
        disabled={isFixed}
        onChange={(kind) => set(begunAs(kind as Trigger['kind'], trigger), 'kind')}
      />
      <KindFields trigger={trigger} flowKey={draft.key} onChange={set} />
      <Divider />
      <Text as="h3" variant="headingSm">
        Only for
      </Text>
      <RuleField key="trigger" rule={trigger.when} onChange={(when) => set({ ...trigger, when }, 'when')} />
      <Text as="p" tone="subdued">
        Looked at once, when it begins. Without a condition it begins for everybody.
      </Text>
    </BlockStack>
  );
}

interface KindFieldsProps {
  trigger: Trigger;
  flowKey: string;
  onChange: (trigger: Trigger, field: string) => void;
}

function KindFields({ trigger, flowKey, onChange }: KindFieldsProps) {
  switch (trigger.kind) {
    case 'event':
      return (
        <EventChoices
          label="What happens"
          events={trigger.events}
          onChange={(events) => onChange({ ...trigger, events }, 'events')}
        />
      );
    case 'day':
      return <DayTriggerFields trigger={trigger} onChange={onChange} />;
    case 'catalogue':
      return <CatalogueFields trigger={trigger} onChange={onChange} />;
    case 'asked':
      return (
        <Text as="p" tone="subdued">
          Add the action “Send into a Kindred flow” to a workflow in Shopify Flow, with the key{' '}
          <strong>{flowKey}</strong>. Whoever the workflow sends comes in here, by the same rules as everybody: who may
          not be mailed gets no mail.
        </Text>
      );
    case 'prediction':
      return (
        <Text as="p" tone="subdued">
          Nothing is predicted of anybody yet. Choose another beginning.
        </Text>
      );
    default:
      return unreachable(trigger);
  }
}
