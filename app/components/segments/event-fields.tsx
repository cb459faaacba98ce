import { Checkbox, Select, TextField } from '@shopify/polaris';
import { productsToldBy } from '~/customers/rules/event-fields';
import { ruleEvents } from '~/customers/rules/problems';
import type { AgeRule, HappenedRule, MeasuredRule, OccasionChoice } from '~/customers/rules/rule';
import type { EventType } from '~/capture/events/event';
import { AgeFields } from './age-fields';
import { FilterFields } from './filter-fields';
import { MeasuredFields } from './measured-fields';
import { NumberField } from './number-field';
import { A_MONTH, eventLabel, numberFields } from './subjects';
import { WindowFields } from './window-fields';

/** A condition about events. */
export type EventLeaf = HappenedRule | MeasuredRule | (AgeRule & { of: OccasionChoice });

type How = 'happened' | 'not-happened' | 'first' | 'last' | 'measured';

interface EventFieldsProps {
  leaf: EventLeaf;
  isNot: boolean;
  onChange: (leaf: EventLeaf, isNot: boolean) => void;
}

const choiceOf = (leaf: EventLeaf) => (leaf.kind === 'age' ? leaf.of : leaf);

/** How often, when, of what, and with which product something happened, or when it first or last did, or what its numbers come to. */
export function EventFields({ leaf, isNot, onChange }: EventFieldsProps) {
  const choice = choiceOf(leaf);
  const how: How =
    leaf.kind === 'age' ? leaf.of.which : leaf.kind === 'measured' ? 'measured' : isNot ? 'not-happened' : 'happened';
  const set = (next: EventLeaf) => onChange(next, isNot);
  const setChoice = (changes: Pick<HappenedRule, 'named' | 'where'>) =>
    set(leaf.kind === 'age' ? { ...leaf, of: { ...leaf.of, ...changes } } : { ...leaf, ...changes });
  return (
    <>
      <div className="segment-fields">
        {choice.event === 'custom_event' && (
          <TextField
            label="Name of the event"
            autoComplete="off"
            value={choice.named ?? ''}
            onChange={(named) => setChoice({ named })}
          />
        )}
        <Select
          label="How"
          options={howOptions(choice.event)}
          value={how}
          onChange={(next) => onChange(...changeHow(leaf, next as How))}
        />
        {leaf.kind === 'happened' && <HappenedFields leaf={leaf} onChange={set} />}
        {leaf.kind === 'measured' && <MeasuredFields leaf={leaf} onChange={set} />}
        {leaf.kind === 'age' && <AgeFields leaf={leaf} onChange={(next) => set({ ...leaf, ...next })} />}
      </div>
      {leaf.kind === 'happened' && <ProductFields leaf={leaf} onChange={set} />}
      <FilterFields choice={choice} onChange={(where) => setChoice({ where })} />
    </>
  );
}

function howOptions(event: EventType): { value: How; label: string }[] {
  const hasNumbers = numberFields(event).length > 0 || event === 'custom_event';
  return [
    { value: 'happened', label: 'happened' },
    { value: 'not-happened', label: 'did not happen' },
    { value: 'first', label: 'the first time was' },
    { value: 'last', label: 'the last time was' },
    ...(hasNumbers ? [{ value: 'measured' as const, label: 'its numbers come to' }] : []),
  ];
}

/** The same events, asked otherwise: what can stay stays. */
function changeHow(leaf: EventLeaf, how: How): [EventLeaf, isNot: boolean] {
  const { event, named, where } = choiceOf(leaf);
  const choice = { event, ...(named === undefined ? {} : { named }), ...(where ? { where } : {}) };
  const within = leaf.kind === 'age' ? A_MONTH : leaf.within;
  if (how === 'first' || how === 'last') {
    const { is, minutes } = leaf.kind === 'age' ? leaf : { is: 'within' as const, minutes: 43_200 };
    return [{ kind: 'age', of: { ...choice, which: how }, is, minutes }, false];
  }
  if (how === 'measured') {
    const of = numberFields(event)[0]?.value ?? 'custom:';
    return [{ kind: 'measured', ...choice, measure: 'sum', of, is: 'at-least', value: 1, within }, false];
  }
  const kept = leaf.kind === 'happened' ? leaf : ({ kind: 'happened', ...choice, atLeast: 1, within } as const);
  return [kept, how === 'not-happened'];
}

interface FieldsProps<T> {
  leaf: T;
  onChange: (leaf: T) => void;
}

function HappenedFields({ leaf, onChange }: FieldsProps<HappenedRule>) {
  return (
    <>
      <div className="segment-fields__short">
        <NumberField
          label="At least"
          suffix={leaf.atLeast === 1 ? 'time' : 'times'}
          value={leaf.atLeast}
          onChange={(atLeast) => onChange({ ...leaf, atLeast })}
        />
      </div>
      <WindowFields window={leaf.within} onChange={(within) => onChange({ ...leaf, within })} />
    </>
  );
}

const NOTHING = { value: '', label: 'whatever else happened' };

function ProductFields({ leaf, onChange }: FieldsProps<HappenedRule>) {
  if (productsToldBy(leaf.event) === 'none') return null;
  const others = ruleEvents.filter((event) => event !== leaf.event && productsToldBy(event) !== 'none');
  const options = others.map((event) => ({ value: event, label: `without ${eventLabel(event).toLowerCase()} of it` }));
  const { each: _each, without: _without, ...any } = leaf;
  return (
    <div className="segment-fields">
      <Checkbox
        label="With one and the same product"
        checked={leaf.each === 'product'}
        onChange={(isOne) => onChange(isOne ? { ...any, each: 'product' } : any)}
      />
      {leaf.each && (
        <Select
          label="And that product"
          options={[NOTHING, ...options]}
          value={leaf.without ?? ''}
          onChange={(without) =>
            onChange({ ...any, each: 'product', ...(without ? { without: without as EventType } : {}) })
          }
        />
      )}
    </div>
  );
}
