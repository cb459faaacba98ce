import { BlockStack, Button, InlineStack, Select, TextField } from '@shopify/polaris';
import { choicesOf, fieldOf } from '~/customers/rules/event-fields';
import type { EventChoice, Filter } from '~/customers/rules/rule';
import { ComparisonFields } from './comparison-fields';
import { useEditing } from './editing';
import { filterFields, firstComparison } from './subjects';

const MOST = 10;
const PICKS: Record<string, 'product' | 'collection'> = {
  product: 'product',
  collection: 'collection',
  collectionPage: 'collection',
};

interface FilterFieldsProps {
  choice: EventChoice;
  onChange: (where: Filter[]) => void;
}

/** What the events must be like: all of these lines. */
export function FilterFields({ choice: { event, where = [] }, onChange }: FilterFieldsProps) {
  const fields = filterFields(event);
  const isCustom = event === 'custom_event';
  if (fields.length === 0 && !isCustom) return null;
  const first = isCustom ? 'custom:' : (fields[0]?.value ?? '');
  const set = (index: number, filter: Filter | null) =>
    onChange(where.flatMap((each, at) => (at === index ? (filter ?? []) : each)));
  return (
    <BlockStack gap="200">
      {where.map((filter, index) => (
        <div key={index} role="group" aria-label={`Only those, line ${index + 1}`} className="segment-fields">
          {isCustom ? (
            <TextField
              label="Only where"
              autoComplete="off"
              placeholder="property"
              value={filter.field.replace(/^custom:/, '')}
              onChange={(name) => set(index, { ...filter, field: `custom:${name}` })}
            />
          ) : (
            <Select
              label="Only where"
              options={fields}
              value={filter.field}
              onChange={(field) => set(index, begunFilter(event, field))}
            />
          )}
          <OneComparison event={event} filter={filter} onChange={(next) => set(index, next)} />
          <div className="segment-fields__short">
            <Remove label={`line ${index + 1}`} onClick={() => set(index, null)} />
          </div>
        </div>
      ))}
      {where.length < MOST && (
        <InlineStack>
          <Button variant="plain" onClick={() => onChange([...where, begunFilter(event, first)])}>
            {where.length ? 'Only those that also …' : 'Only those with …'}
          </Button>
        </InlineStack>
      )}
    </BlockStack>
  );
}

/** @param label what is taken away */
export function Remove({ label, onClick }: { label: string; onClick: () => void }) {
  return (
    <Button variant="tertiary" accessibilityLabel={`Remove: ${label}`} onClick={onClick}>
      Remove
    </Button>
  );
}

function begunFilter(event: EventChoice['event'], field: string): Filter {
  const { type } = fieldOf(event, field) ?? {};
  return { field, ...firstComparison(type ?? 'text', choicesOf(field)) };
}

interface OneComparisonProps {
  event: EventChoice['event'];
  filter: Filter;
  onChange: (filter: Filter) => void;
}

function OneComparison({ event, filter, onChange }: OneComparisonProps) {
  const { known } = useEditing();
  const field = fieldOf(event, filter.field);
  const suggested: Record<string, string[]> = { vendor: known.vendor, productType: known.type, tag: known.tag };
  const own = suggested[filter.field];
  const isNumber = typeof filter.value === 'number';
  if (filter.field === 'segment')
    return <OneSegment filter={filter} onChange={(id) => onChange({ ...filter, is: 'is', value: id })} />;
  return (
    <ComparisonFields
      key={filter.field.startsWith('custom:') ? 'custom' : filter.field}
      type={field?.type ?? (isNumber ? 'number' : 'text')}
      is={filter.is}
      value={filter.value}
      isMoney={field?.kind === 'path' && field.isMoney}
      choices={choicesOf(filter.field)}
      picks={PICKS[filter.field]}
      {...(own ? { known: own } : {})}
      onChange={(comparison) => onChange({ field: filter.field, ...comparison })}
    />
  );
}

interface OneSegmentProps {
  filter: Filter;
  onChange: (id: string) => void;
}

/** A segment is chosen by its name. */
function OneSegment({ filter, onChange }: OneSegmentProps) {
  const { segments } = useEditing();
  const value = typeof filter.value === 'string' ? filter.value : '';
  const options = segments.map(({ id, name }) => ({ value: id, label: name }));
  const missing = { value, label: value ? 'One that is gone' : 'Choose a segment' };
  const isKnown = segments.some(({ id }) => id === value);
  return <Select label="Is" options={isKnown ? options : [missing, ...options]} value={value} onChange={onChange} />;
}
