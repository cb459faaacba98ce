import { BlockStack, Button, Checkbox, InlineError, InlineStack, Select, Text } from '@shopify/polaris';
import type { Leaf } from '~/customers/rules/rule';
import { ruleSentence } from './said';
import { numberWords } from '~/ops/recommendations/number-words';
import type { ConditionDraft } from './draft';
import { useEditing } from './editing';
import { EventFields, type EventLeaf } from './event-fields';
import { FactFields, type FactLeaf } from './fact-fields';
import { Remove } from './filter-fields';
import { addId, focusIn } from './focus';
import { ChanceFields, PropertyFields, SegmentFields, type PropertyLeaf } from './other-fields';
import { ShopifySegmentFields } from './shopify-segment-fields';
import { leafAbout, subjectGroups, subjectOf } from './subjects';

interface ConditionRowProps {
  condition: ConditionDraft;
  groupKey: string;
}

/** One condition: what it is about, how it compares, and of how many people it holds by itself. */
export function ConditionRow({ condition, groupKey }: ConditionRowProps) {
  const { change, add, newKey, problemsOf, names, shop } = useEditing();
  const { key, leaf, isNot } = condition;
  const subject = subjectOf(leaf);
  const set = (next: Leaf, turned = isNot) => change(key, () => ({ ...condition, leaf: next, isNot: turned }));
  const words = ruleSentence(leaf, names, shop);
  const problems = problemsOf(key);
  function takeAway(): void {
    change(key, () => null);
    focusIn(addId(groupKey));
  }
  return (
    <div className="segment-part" role="group" aria-label={`Condition: ${words}`} id={key}>
      <BlockStack gap="200">
        <InlineStack gap="200" wrap={false} blockAlign="end" align="space-between">
          <div className="segment-fields" style={{ flex: 1 }}>
            <Select
              label="What"
              options={subjectGroups}
              value={subject}
              onChange={(next) => set(leafAbout(next), false)}
            />
          </div>
          <Remove label={words} onClick={takeAway} />
        </InlineStack>
        <LeafFields key={subject} leaf={leaf} isNot={isNot} onChange={set} />
        {problems.map((problem) => (
          <InlineError key={problem} message={problem} fieldID={key} />
        ))}
        <InlineStack gap="300" blockAlign="center" align="space-between">
          <InlineStack gap="300" blockAlign="center">
            {leaf.kind !== 'happened' && (
              <Checkbox label="Turned round: everybody else" checked={isNot} onChange={(turned) => set(leaf, turned)} />
            )}
            <Button
              variant="plain"
              accessibilityLabel={`Duplicate: ${words}`}
              onClick={() => add(groupKey, { ...condition, key: newKey() }, key)}
            >
              Duplicate
            </Button>
          </InlineStack>
          <People ofKey={key} />
        </InlineStack>
      </BlockStack>
    </div>
  );
}

function People({ ofKey }: { ofKey: string }) {
  const { peopleOf, shop } = useEditing();
  const people = peopleOf(ofKey);
  if (people === null) return null;
  return (
    <Text as="span" tone="subdued">
      {people === 1 ? 'One person by itself' : `${numberWords(people, shop.locale)} people by itself`}
    </Text>
  );
}

interface LeafFieldsProps {
  leaf: Leaf;
  isNot: boolean;
  onChange: (leaf: Leaf, isNot?: boolean) => void;
}

function LeafFields({ leaf, isNot, onChange }: LeafFieldsProps) {
  switch (leaf.kind) {
    case 'happened':
    case 'measured':
      return <EventFields leaf={leaf} isNot={isNot} onChange={onChange} />;
    case 'age':
      return 'event' in leaf.of ? (
        <EventFields leaf={leaf as EventLeaf} isNot={isNot} onChange={onChange} />
      ) : (
        <FactFields leaf={leaf as FactLeaf} onChange={(next) => onChange(next)} />
      );
    case 'fact':
      return <FactFields leaf={leaf} onChange={(next) => onChange(next)} />;
    case 'day':
      return 'fact' in leaf.of ? (
        <FactFields leaf={leaf as FactLeaf} onChange={(next) => onChange(next)} />
      ) : (
        <PropertyFields leaf={leaf as PropertyLeaf} onChange={(next) => onChange(next)} />
      );
    case 'property':
      return <PropertyFields leaf={leaf} onChange={(next) => onChange(next)} />;
    case 'segment':
      return <SegmentFields leaf={leaf} onChange={(next) => onChange(next)} />;
    case 'chance':
      return <ChanceFields leaf={leaf} onChange={(next) => onChange(next)} />;
    case 'shopify-segment':
      return <ShopifySegmentFields leaf={leaf} onChange={(next) => onChange(next)} />;
  }
}
