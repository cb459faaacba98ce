import { useState } from 'react';
import { useNavigate } from '@remix-run/react';
import { Banner, BlockStack, Box, Button, Card, InlineGrid, InlineStack, List, Text } from '@shopify/polaris';
import { beginningWords } from '~/decisions/explanations/flow-words';
import { capitalised, countWords } from '~/decisions/explanations/spoken-shop';
import { flowTemplates } from '~/decisions/flows/templates';
import type { FlowTemplate } from '~/decisions/flows/templates/parts';
import type { FlowOutcome } from '~/ops/flows/change-context.server';
import { FileDrop } from '../file-drop';
import { TitledCard } from '../titled-card';
import { useFlowSaving, type FlowSaving } from './use-flow-saving';
import { TemplatePath } from './template-path';

/** What a new flow can be made of. */
export function NewFlow() {
  const navigate = useNavigate();
  const [made, setMade] = useState<Made | null>(null);
  const saving = useFlowSaving('/app/flows/new', 'Flow made, turned off', (done) => {
    if (done.kind !== 'created') return;
    if (done.missing.length > 0) setMade(done);
    else navigate(`/app/flows/${done.key}`);
  });
  if (made) return <MadeWithGaps made={made} />;
  return (
    <BlockStack gap="400">
      {saving.problems.length > 0 && (
        <Banner tone="critical" title="The flow was not made">
          <BlockStack gap="100">
            {saving.problems.map(({ message }) => (
              <Text as="p" key={message}>
                {message}
              </Text>
            ))}
          </BlockStack>
        </Banner>
      )}
      <InlineGrid columns={{ xs: 1, sm: 2, lg: 3 }} gap="400">
        {flowTemplates.map((template) => (
          <TemplateCard key={template.definition.key} template={template} saving={saving} />
        ))}
      </InlineGrid>
      <InlineGrid columns={{ xs: 1, sm: 2 }} gap="400">
        <TitledCard title="From nothing">
          <Text as="p" tone="subdued">
            It begins with an order and does nothing. Say what sets it off, and add one step after another.
          </Text>
          <InlineStack>
            <Button loading={saving.isSaving} onClick={() => saving.submit({ intent: 'create', from: 'blank' })}>
              Begin with an empty flow
            </Button>
          </InlineStack>
        </TitledCard>
        <FileDrop
          label="A flow’s file"
          words="A flow that was downloaded here or in another store. It is read before anything is made of it."
          onRead={({ text }) => saving.submit({ intent: 'create', from: 'file', of: text })}
        />
      </InlineGrid>
    </BlockStack>
  );
}

type Made = Extract<FlowOutcome, { kind: 'created' }>;

/** It is there, and what it speaks of is not: each with what to do, before anybody wonders why it cannot be turned on. */
function MadeWithGaps({ made: { key, missing } }: { made: Made }) {
  return (
    <TitledCard title="The flow was made, and is turned off">
      <Text as="p">
        {missing.length === 1 ? 'One thing that it speaks of is' : `${missing.length} things that it speaks of are`} not
        in your store. Until that is mended it cannot be turned on.
      </Text>
      <List>
        {missing.map(({ path, message }) => (
          <List.Item key={path.join('.') + message}>{message}</List.Item>
        ))}
      </List>
      <InlineStack gap="200">
        <Button variant="primary" url={`/app/flows/${key}`}>
          Mend it
        </Button>
        <Button url="/app/flows">All flows</Button>
      </InlineStack>
    </TitledCard>
  );
}

interface TemplateCardProps {
  template: FlowTemplate;
  saving: FlowSaving;
}

function TemplateCard({ template: { definition, purpose, why }, saving }: TemplateCardProps) {
  const { key, name, trigger, nodes } = definition;
  const mails = nodes.filter(({ kind }) => kind === 'send').length;
  return (
    <Card>
      <div className="flow-template">
        <BlockStack gap="200">
          <Text as="h2" variant="headingMd">
            {name}
          </Text>
          <Text as="p">{purpose}</Text>
          <TemplatePath flow={definition} />
          <Text as="p" tone="subdued">
            {why}
          </Text>
        </BlockStack>
        <Box paddingBlockStart="300">
          <BlockStack gap="200" inlineAlign="start">
            <Text as="p" variant="bodySm" tone="subdued">
              Begins with: {capitalised(beginningWords(trigger))}. {capitalised(countWords(mails, 'mail'))}.
            </Text>
            <Button
              loading={saving.isSaving}
              accessibilityLabel={`Use it: ${name}`}
              onClick={() => saving.submit({ intent: 'create', from: 'template', of: key })}
            >
              Use it
            </Button>
          </BlockStack>
        </Box>
      </div>
    </Card>
  );
}
