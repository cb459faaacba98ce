import { BlockStack, Select, Text } from '@shopify/polaris';
import { describeFact, factKeys } from '~/customers/rules/facts';
import type { NodeOf } from '~/decisions/flows/language/node';
import { LengthField } from '../segments/number-field';
import { EventChoices, FieldsInShop } from './event-choices';
import { useFlowEditing } from './flow-editing';
import { RuleField } from './rule-field';
import { ClockField, WeekdaysField } from './time-fields';

const AFTER = [
  { value: 'arrival', label: 'they come to this step' },
  ...factKeys
    .filter((fact) => describeFact(fact).type === 'instant')
    .map((fact) => ({ value: fact, label: describeFact(fact).words })),
];

export function DelayFields({ node }: { node: NodeOf<'delay'> }) {
  const { changeStep, isFixed } = useFlowEditing();
  return (
    <BlockStack gap="300">
      <Length
        label="How long"
        minutes={node.minutes}
        onChange={(minutes) => changeStep({ ...node, minutes }, 'minutes')}
      />
      <Select
        label="Counted from when"
        options={AFTER}
        value={node.after}
        disabled={isFixed}
        onChange={(after) => changeStep({ ...node, after: after as typeof node.after }, 'after')}
        helpText={
          node.after === 'arrival'
            ? undefined
            : 'It is looked at again and again: whoever does something meanwhile waits from then on.'
        }
      />
    </BlockStack>
  );
}

interface LengthProps {
  label: string;
  minutes: number;
  onChange: (minutes: number) => void;
}

/** A length of time: minutes, hours or days. */
export function Length(props: LengthProps) {
  const { isFixed } = useFlowEditing();
  return (
    <FieldsInShop>
      <fieldset className="flow-fieldset" disabled={isFixed}>
        <div className="segment-fields">
          <LengthField {...props} />
        </div>
      </fieldset>
    </FieldsInShop>
  );
}

const ZONES = [
  { value: 'person', label: 'the person’s, where it is known where they live' },
  { value: 'shop', label: 'the shop’s' },
];

export function WaitUntilFields({ node }: { node: NodeOf<'wait-until'> }) {
  const { changeStep, isFixed } = useFlowEditing();
  return (
    <BlockStack gap="300">
      <ClockField
        label="Time of day"
        minuteOfDay={node.minuteOfDay}
        onChange={(minuteOfDay) => changeStep({ ...node, minuteOfDay }, 'time')}
        disabled={isFixed}
      />
      <Select
        label="By whose clock"
        options={ZONES}
        value={node.zone}
        disabled={isFixed}
        onChange={(zone) => changeStep({ ...node, zone: zone as typeof node.zone }, 'zone')}
      />
      <WeekdaysField
        weekdays={node.weekdays}
        onChange={(weekdays) => changeStep({ ...node, weekdays }, 'weekdays')}
        disabled={isFixed}
      />
    </BlockStack>
  );
}

export function WaitForFields({ node }: { node: NodeOf<'wait-for'> }) {
  const { changeStep } = useFlowEditing();
  return (
    <BlockStack gap="300">
      <EventChoices
        label="Until this happens"
        events={node.events}
        onChange={(events) => changeStep({ ...node, events }, 'events')}
      />
      <Length
        label="At most for"
        minutes={node.minutes}
        onChange={(minutes) => changeStep({ ...node, minutes }, 'minutes')}
      />
      <Text as="p" tone="subdued">
        What happened in time counts, however late it is told. Whoever waits in vain goes the other way.
      </Text>
    </BlockStack>
  );
}

export function ConditionFields({ node }: { node: NodeOf<'condition'> }) {
  const { changeStep } = useFlowEditing();
  return <RuleField key={node.key} rule={node.when} onChange={(when) => changeStep({ ...node, when }, 'when')} />;
}
