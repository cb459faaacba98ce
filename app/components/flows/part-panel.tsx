import { Banner, BlockStack, Button, InlineStack, Text } from '@shopify/polaris';
import { XIcon } from '@shopify/polaris-icons';
import type { Part } from './draft-problems';
import { ExitsPanel } from './exits-panel';
import { useFlowEditing } from './flow-editing';
import { PANEL_ID } from './focus-step';
import { nodeOf } from './graph-edits';
import { KIND_WORDS } from './node-kinds';
import { SettingsPanel } from './settings-panel';
import { stepName, StepPanel } from './step-panel';
import { TriggerPanel } from './trigger-panel';

/** The chosen part of a flow, to be looked at and changed. */
export function PartPanel({ part }: { part: Part }) {
  const { draft, select, problemsOf } = useFlowEditing();
  const problems = problemsOf(part);
  const node = part.kind === 'node' ? nodeOf(draft, part.key) : undefined;
  if (part.kind === 'node' && !node) return null;
  const title = node ? stepName(node.key) : TITLES[part.kind as keyof typeof TITLES];
  return (
    <section aria-label={`Change: ${title}`} className="flow-panel">
      <BlockStack gap="400">
        <InlineStack align="space-between" blockAlign="center" wrap={false} gap="200">
          <BlockStack>
            <Text as="h2" variant="headingMd">
              {title}
            </Text>
            {node && (
              <Text as="span" tone="subdued">
                {KIND_WORDS[node.kind].name}
              </Text>
            )}
          </BlockStack>
          <Button variant="tertiary" icon={XIcon} accessibilityLabel="Close" onClick={() => select(null)} />
        </InlineStack>
        {problems.length > 0 && (
          <Banner tone="warning">
            <BlockStack gap="100">
              {problems.map((problem) => (
                <Text as="p" key={problem}>
                  {problem}
                </Text>
              ))}
            </BlockStack>
          </Banner>
        )}
        <div id={PANEL_ID} tabIndex={-1} className="flow-panel__fields">
          {part.kind === 'trigger' && <TriggerPanel />}
          {part.kind === 'exits' && <ExitsPanel />}
          {part.kind === 'settings' && <SettingsPanel />}
          {node && <StepPanel key={node.key} node={node} />}
        </div>
      </BlockStack>
    </section>
  );
}

const TITLES = { trigger: 'How it begins', exits: 'Ways out', settings: 'Name and rules of the flow' } as const;
