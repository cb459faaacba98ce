import { useState } from 'react';
import { BlockStack, Button, Divider, InlineStack, Modal, Select, Text, TextField } from '@shopify/polaris';
import { wayWords } from '~/decisions/explanations/flow-words';
import { capitalised, keyWords } from '~/decisions/explanations/spoken-shop';
import type { FlowNode } from '~/decisions/flows/language/node';
import { waysOf } from '~/decisions/flows/language/ways';
import { useFlowEditing } from './flow-editing';
import { goesWith, mayLeadTo, mayRemove } from './graph-edits';
import { StepFields } from './step-fields';
import { StepNumbersLines } from './step-numbers';

export const stepName = (key: string): string => capitalised(keyWords(key));

/** Everything of one step: its name, what it does, where its ways lead, and what came of it. */
export function StepPanel({ node }: { node: FlowNode }) {
  const { isFixed, page } = useFlowEditing();
  const isLive = page.live?.nodes.some(({ key }) => key === node.key);
  return (
    <BlockStack gap="400">
      <StepNumbersLines node={node} />
      {!isLive && !isFixed && <NameField key={node.key} node={node} />}
      <StepFields node={node} />
      {waysOf(node).length > 0 && (
        <>
          <Divider />
          <WaysFields node={node} />
        </>
      )}
      {!isFixed && <RemoveStep node={node} />}
    </BlockStack>
  );
}

/** A step that is live keeps its name: numbers, and people who stand there, know it by that. */
function NameField({ node }: { node: FlowNode }) {
  const { rename } = useFlowEditing();
  const [name, setName] = useState(stepName(node.key));
  return (
    <TextField
      label="Name"
      autoComplete="off"
      maxLength={50}
      value={name}
      onChange={setName}
      onBlur={() => rename(node.key, name)}
      helpText="It stays once the flow is published with it."
    />
  );
}

/** Where each way leads; another step can be chosen, as long as nobody would go round in a circle. */
function WaysFields({ node }: { node: FlowNode }) {
  const { draft, lead, isFixed } = useFlowEditing();
  return (
    <BlockStack gap="200">
      <Text as="h3" variant="headingSm">
        What comes next
      </Text>
      {waysOf(node).map(({ way, to }) => {
        const place = { node: node.key, way };
        const options = mayLeadTo(draft, place).map(({ key }) => ({ value: key, label: stepName(key) }));
        return (
          <Select
            key={way}
            label={wayWords(node, way) || 'Then'}
            options={options}
            value={to}
            disabled={isFixed}
            onChange={(next) => lead(place, next)}
          />
        );
      })}
    </BlockStack>
  );
}

function RemoveStep({ node }: { node: FlowNode }) {
  const { draft, remove } = useFlowEditing();
  const [isAsking, setAsking] = useState(false);
  const isFork = waysOf(node).length > 1;
  if (!mayRemove(draft, node.key)) return null;
  return (
    <InlineStack>
      <Button
        tone="critical"
        variant="plain"
        onClick={() => (isFork ? setAsking(true) : remove(node.key))}
        accessibilityLabel={`Remove this step: ${stepName(node.key)}`}
      >
        Remove this step
      </Button>
      {isAsking && <KeepWayModal node={node} onClose={() => setAsking(false)} />}
    </InlineStack>
  );
}

/** Of a fork one way is kept; what only the others lead to goes with it. */
function KeepWayModal({ node, onClose }: { node: FlowNode; onClose: () => void }) {
  const { draft, remove } = useFlowEditing();
  const [kept, setKept] = useState(waysOf(node)[0]?.way ?? '');
  const gone = goesWith(draft, node.key, kept).map(stepName);
  return (
    <Modal
      open
      onClose={onClose}
      title={`Remove “${stepName(node.key)}”`}
      primaryAction={{ content: 'Remove', destructive: true, onAction: () => remove(node.key, kept) }}
      secondaryActions={[{ content: 'Cancel', onAction: onClose }]}
    >
      <Modal.Section>
        <BlockStack gap="300">
          <Select
            label="Everybody goes on by the way"
            options={waysOf(node).map(({ way, to }) => ({
              value: way,
              label: `${wayWords(node, way) || 'Then'}: ${stepName(to)}`,
            }))}
            value={kept}
            onChange={setKept}
          />
          <Text as="p">
            {gone.length === 0
              ? 'No other step goes with it.'
              : `With it go the steps that only the other ways lead to: ${gone.join(', ')}.`}
          </Text>
        </BlockStack>
      </Modal.Section>
    </Modal>
  );
}
