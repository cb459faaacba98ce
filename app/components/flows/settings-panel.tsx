import { BlockStack, RangeSlider, Select, TextField } from '@shopify/polaris';
import { useFlowEditing } from './flow-editing';
import { Length } from './wait-fields';

const AGAIN = [
  { value: 'never', label: 'Once, and never again' },
  { value: 'always', label: 'Whenever they have left it' },
  { value: 'after', label: 'Again after a while' },
];
const MEANWHILE = [
  { value: 'nothing', label: 'changes nothing' },
  { value: 'follow', label: 'makes it about the newer cart' },
  { value: 'restart', label: 'makes it begin again, unless a mail was sent' },
];
const A_MONTH = 43_200;

/** The flow's name, who may come again, and how it stands among others. */
export function SettingsPanel() {
  const { draft, change, isFixed } = useFlowEditing();
  const { name, again, meanwhile, priority } = draft;
  const often = again === 'never' ? 'never' : again.afterMinutes === 0 ? 'always' : 'after';
  const setAgain = (next: typeof again, what: string | null) => change((flow) => ({ ...flow, again: next }), what);
  const chooseAgain = (next: string): void =>
    setAgain(next === 'never' ? 'never' : { afterMinutes: next === 'always' ? 0 : A_MONTH }, null);
  return (
    <BlockStack gap="400">
      <TextField
        label="Name"
        autoComplete="off"
        maxLength={120}
        value={name}
        disabled={isFixed}
        onChange={(next) => change((flow) => ({ ...flow, name: next }), 'name')}
      />
      <Select
        label="How often for one person"
        options={AGAIN}
        value={often}
        disabled={isFixed}
        onChange={chooseAgain}
      />
      {often === 'after' && again !== 'never' && (
        <Length
          label="After they left"
          minutes={again.afterMinutes}
          onChange={(afterMinutes) => setAgain({ afterMinutes }, 'again')}
        />
      )}
      <Select
        label="What sets it off while they are in it"
        options={MEANWHILE}
        value={meanwhile}
        disabled={isFixed}
        onChange={(next) => change((flow) => ({ ...flow, meanwhile: next as typeof meanwhile }), null)}
      />
      <RangeSlider
        label="How important its mails are"
        min={0}
        max={100}
        step={5}
        value={priority}
        disabled={isFixed}
        output
        suffix={<span className="flow-range">{priority}</span>}
        onChange={(next) => change((flow) => ({ ...flow, priority: Number(next) }), 'priority')}
        helpText="Of two mails for one person the more important one goes first, and the other waits."
      />
    </BlockStack>
  );
}
