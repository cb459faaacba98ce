import { BlockStack, Button, InlineError, InlineStack, Select, Text } from '@shopify/polaris';
import type { Leaf } from '~/customers/rules/rule';
import { ConditionRow } from './condition-row';
import { DEEPEST_SHOWN, type Draft, type GroupDraft, type How } from './draft';
import { useEditing } from './editing';
import { Remove } from './filter-fields';
import { addId, focusIn } from './focus';
import { ruleSentence } from './said';
import { happenedLeaf } from './subjects';

const HOWS: { value: How; label: string }[] = [
  { value: 'all', label: 'All of these are true' },
  { value: 'any', label: 'At least one of these is true' },
  { value: 'none', label: 'None of these is true' },
  { value: 'not-all', label: 'Not all of these are true' },
];

const FIRST: Leaf = happenedLeaf('product_viewed');

/** Conditions and groups of which all, any or none must hold. */
export function GroupBox({ group, depth = 1, within = '' }: { group: GroupDraft; depth?: number; within?: string }) {
  const { change, add, newKey, problemsOf } = useEditing();
  const addAndGo = (part: Draft): void => {
    add(group.key, part);
    focusIn(part.key);
  };
  const takeAway = (key: string): void => {
    change(key, () => null);
    focusIn(addId(within));
  };
  const problems = problemsOf(group.key);
  return (
    <BlockStack gap="300">
      <InlineStack gap="200" wrap={false} blockAlign="end" align="space-between">
        <Select
          label={depth === 1 ? 'People of whom' : 'Group in which'}
          options={HOWS}
          value={group.how}
          onChange={(how) => change(group.key, () => ({ ...group, how: how as How }))}
        />
        {depth > 1 && <Remove label="this group" onClick={() => takeAway(group.key)} />}
      </InlineStack>
      {problems.map((problem) => (
        <InlineError key={problem} message={problem} fieldID={group.key} />
      ))}
      {group.parts.map((part) => (
        <Part key={part.key} part={part} group={group} depth={depth} />
      ))}
      <InlineStack gap="200">
        <Button
          onClick={() => addAndGo({ kind: 'condition', key: newKey(), isNot: false, leaf: FIRST })}
          id={addId(group.key)}
        >
          Add a condition
        </Button>
        {depth < DEEPEST_SHOWN && (
          <Button variant="tertiary" onClick={() => addAndGo(begunGroup(group.how, newKey(), newKey()))}>
            Add a group
          </Button>
        )}
      </InlineStack>
    </BlockStack>
  );
}

/** A group says something only where it asks for something else than the one around it. */
const begunGroup = (around: How, key: string, first: string): GroupDraft => ({
  ...{ kind: 'group', key, how: around === 'any' ? 'all' : 'any' },
  parts: [{ kind: 'condition', key: first, isNot: false, leaf: FIRST }],
});

interface PartProps {
  part: Draft;
  group: GroupDraft;
  depth: number;
}

function Part({ part, group, depth }: PartProps) {
  const { change, names, shop } = useEditing();
  if (part.kind === 'condition') return <ConditionRow condition={part} groupKey={group.key} />;
  if (part.kind === 'group')
    return (
      <div className="segment-part segment-part--group" role="group" aria-label="Group" id={part.key}>
        <GroupBox group={part} depth={depth + 1} within={group.key} />
      </div>
    );
  const words = ruleSentence(part.rule, names, shop);
  const takeAway = (key: string): void => {
    change(key, () => null);
    focusIn(addId(group.key));
  };
  return (
    <div className="segment-part" id={part.key}>
      <InlineStack gap="200" wrap={false} align="space-between" blockAlign="start">
        <BlockStack gap="100">
          <Text as="p">{words}</Text>
          <Text as="p" tone="subdued">
            It lies too deep to be changed here, and stays as it is.
          </Text>
        </BlockStack>
        <Remove label={words} onClick={() => takeAway(part.key)} />
      </InlineStack>
    </div>
  );
}
