import { BlockStack, Button, InlineStack, Text, TextField } from '@shopify/polaris';
import { percentWords } from '~/ops/recommendations/number-words';
import type { NodeOf } from '~/decisions/flows/language/node';
import { capitalised, keyWords } from '~/decisions/explanations/spoken-shop';
import { Remove } from '../segments/filter-fields';
import { NumberField } from '../segments/number-field';
import { FieldsInShop } from './event-choices';
import { useFlowEditing } from './flow-editing';
import { exitOf, newKey, keyOf } from './graph-edits';
import { RuleField } from './rule-field';

const MOST_BRANCHES = 10;
const WHOLE = 10_000;
type Branch<K extends 'split' | 'lots'> = NodeOf<K>['branches'][number];

const nameOfWay = (key: string): string => capitalised(keyWords(key));

interface BranchNameProps {
  branches: readonly { key: string }[];
  at: number;
  onRename: (key: string) => void;
}

/** What a way is called; its name is its key, and tells the ways apart in numbers. */
function BranchName({ branches, at, onRename }: BranchNameProps) {
  const { isFixed } = useFlowEditing();
  const key = branches[at]?.key ?? '';
  const others = branches.flatMap((branch, index) => (index === at ? [] : branch.key));
  return (
    <TextField
      label="Name"
      autoComplete="off"
      value={nameOfWay(key)}
      disabled={isFixed}
      onChange={(name) => onRename(newKey(others, keyOf(name) || 'way'))}
    />
  );
}

export function SplitFields({ node }: { node: NodeOf<'split'> }) {
  const { changeStep, draft, isFixed, change } = useFlowEditing();
  const { branches } = node;
  const set = (at: number, branch: Branch<'split'>) =>
    changeStep({ ...node, branches: branches.map((each, index) => (index === at ? branch : each)) }, `branch ${at}`);
  const remove = (at: number) =>
    changeStep({ ...node, branches: branches.filter((_branch, index) => index !== at) }, `less ${branches.length}`);
  function add(): void {
    const { exit, withExit } = exitOf(draft);
    const key = newKey(
      branches.map((each) => each.key),
      'way',
    );
    const branch: Branch<'split'> = { key, when: { kind: 'all', rules: [] }, next: exit };
    const more = { ...node, branches: [...branches, branch] };
    change(() => ({ ...withExit, nodes: withExit.nodes.map((each) => (each.key === node.key ? more : each)) }), null);
  }
  return (
    <BlockStack gap="300">
      <Text as="p" tone="subdued">
        The ways are tried from top to bottom; the first whose conditions hold is gone. Where none holds, the last way
        is.
      </Text>
      {branches.map((branch, at) => (
        <div key={at} className="segment-part" role="group" aria-label={`Way ${at + 1}`}>
          <BlockStack gap="300">
            <BranchName branches={branches} at={at} onRename={(key) => set(at, { ...branch, key })} />
            <RuleField key={`${node.key} ${at}`} rule={branch.when} onChange={(when) => set(at, { ...branch, when })} />
            {branches.length > 1 && !isFixed && (
              <InlineStack align="end">
                <Remove label={`the way “${nameOfWay(branch.key)}”`} onClick={() => remove(at)} />
              </InlineStack>
            )}
          </BlockStack>
        </div>
      ))}
      {branches.length < MOST_BRANCHES && !isFixed && (
        <InlineStack>
          <Button onClick={add}>Add a way</Button>
        </InlineStack>
      )}
    </BlockStack>
  );
}

export function LotsFields({ node }: { node: NodeOf<'lots'> }) {
  const { changeStep, draft, isFixed, change, page } = useFlowEditing();
  const { branches } = node;
  const put = (next: Branch<'lots'>[], field: string) => changeStep({ ...node, branches: next }, field);
  const set = (at: number, branch: Branch<'lots'>) =>
    put(
      branches.map((each, index) => (index === at ? branch : each)),
      `branch ${at}`,
    );
  const sum = branches.reduce((all, { share }) => all + (Number.isFinite(share) ? share : 0), 0);
  function add(): void {
    const { exit, withExit } = exitOf(draft);
    const key = newKey(
      branches.map((each) => each.key),
      'way',
    );
    const more = { ...node, branches: evenly([...branches, { key, share: 1, next: exit }]) };
    change(() => ({ ...withExit, nodes: withExit.nodes.map((each) => (each.key === node.key ? more : each)) }), null);
  }
  return (
    <BlockStack gap="300">
      {branches.map((branch, at) => (
        <div key={at} className="segment-part" role="group" aria-label={`Way ${at + 1}`}>
          <div className="segment-fields">
            <BranchName branches={branches} at={at} onRename={(key) => set(at, { ...branch, key })} />
            <FieldsInShop>
              <NumberField
                label="Share"
                suffix="%"
                value={branch.share / 100}
                onChange={(percent) => set(at, { ...branch, share: Math.round(percent * 100) })}
              />
            </FieldsInShop>
          </div>
          {branches.length > 2 && !isFixed && (
            <InlineStack align="end">
              <Remove
                label={`the way “${nameOfWay(branch.key)}”`}
                onClick={() =>
                  put(evenly(branches.filter((_branch, index) => index !== at)), `less ${branches.length}`)
                }
              />
            </InlineStack>
          )}
        </div>
      ))}
      <Text as="p" tone={sum === WHOLE ? 'subdued' : 'critical'}>
        {sum === WHOLE
          ? 'Together 100 %. The same person always draws the same.'
          : `Together ${percentWords(sum / WHOLE, page.shop.locale)}: it must be 100 %.`}
      </Text>
      {!isFixed && (
        <InlineStack gap="200">
          {branches.length < MOST_BRANCHES && <Button onClick={add}>Add a way</Button>}
          <Button variant="plain" onClick={() => put(evenly(branches), 'evenly')}>
            Share evenly
          </Button>
        </InlineStack>
      )}
    </BlockStack>
  );
}

/** The same for all; what does not come out even is the first one's. */
function evenly(branches: readonly Branch<'lots'>[]): Branch<'lots'>[] {
  const each = Math.floor(WHOLE / branches.length);
  const rest = WHOLE - each * branches.length;
  return branches.map((branch, index) => ({ ...branch, share: each + (index === 0 ? rest : 0) }));
}
