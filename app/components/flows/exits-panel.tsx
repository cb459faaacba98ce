import { BlockStack, Button, InlineStack, Text, TextField } from '@shopify/polaris';
import { capitalised, keyWords } from '~/decisions/explanations/spoken-shop';
import type { FlowDraft } from '~/decisions/flows/language/flow';
import { Remove } from '../segments/filter-fields';
import { useFlowEditing } from './flow-editing';
import { newKey, keyOf } from './graph-edits';
import { RuleField } from './rule-field';

const MOST = 20;
type Exit = FlowDraft['exits'][number];

const ORDERED: Exit = {
  key: 'ordered',
  when: { kind: 'all', rules: [{ kind: 'happened', event: 'order_placed', atLeast: 1, within: 'run' }] },
};

/** What ends the flow early, wherever somebody stands in it. */
export function ExitsPanel() {
  const { draft, change, isFixed } = useFlowEditing();
  const { exits } = draft;
  const put = (next: Exit[], what: string | null) => change((flow) => ({ ...flow, exits: next }), what);
  const keys = exits.map(({ key }) => key);
  return (
    <BlockStack gap="300">
      <Text as="p" tone="subdued">
        Looked at with every step, and once more just before a mail leaves. Whoever meets one of these is out at once.
      </Text>
      {exits.map((exit, at) => (
        <div key={at} className="segment-part" role="group" aria-label={`Way out: ${keyWords(exit.key)}`}>
          <BlockStack gap="300">
            <TextField
              label="Name"
              autoComplete="off"
              value={capitalised(keyWords(exit.key))}
              disabled={isFixed}
              onChange={(name) =>
                put(
                  exits.map((each, index) => (index === at ? { ...each, key: renamed(keys, at, name) } : each)),
                  `exit name ${at}`,
                )
              }
            />
            <RuleField
              key={`${exits.length} ${at}`}
              rule={exit.when}
              onChange={(when) =>
                put(
                  exits.map((each, index) => (index === at ? { ...each, when } : each)),
                  `exit ${at}`,
                )
              }
            />
            {!isFixed && (
              <InlineStack align="end">
                <Remove
                  label={`the way out “${keyWords(exit.key)}”`}
                  onClick={() =>
                    put(
                      exits.filter((_exit, index) => index !== at),
                      null,
                    )
                  }
                />
              </InlineStack>
            )}
          </BlockStack>
        </div>
      ))}
      {exits.length < MOST && !isFixed && (
        <InlineStack>
          <Button onClick={() => put([...exits, { ...ORDERED, key: newKey(keys, ORDERED.key) }], null)}>
            Add a way out
          </Button>
        </InlineStack>
      )}
    </BlockStack>
  );
}

const renamed = (keys: string[], at: number, name: string): string =>
  newKey(
    keys.filter((_key, index) => index !== at),
    keyOf(name) || 'way-out',
  );
