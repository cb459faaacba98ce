import { useState } from 'react';
import { Badge, Banner, BlockStack, Button, Divider, InlineStack, Modal, Text, TextField } from '@shopify/polaris';
import type { RulesPage, ShownRule } from '~/ops/recommendations/rules-page.server';
import { TitledCard } from '../titled-card';
import { useSaving } from '../use-saving';

const ACTION = '/app/recommendations/rules';

type Chosen = { rule: ShownRule; what: 'end' | 'remove' } | null;

/** The shop's rules, what each is about now, and the ways to end one. */
export function RulesCard({ page: { rules, mostRules } }: { page: RulesPage }) {
  const [chosen, setChosen] = useState<Chosen>(null);
  const close = () => setChosen(null);
  return (
    <TitledCard title="Your rules" aside={<Text as="span" tone="subdued">{`${rules.length} of ${mostRules}`}</Text>}>
      {rules.length === 0 && (
        <Text as="p" tone="subdued">
          None: what is shown follows from what people do alone. Add a rule where you know better, such as a product
          that must not be recommended, or a collection that deserves more room.
        </Text>
      )}
      {rules.length > 0 && (
        <BlockStack as="ul" gap="300">
          {rules.map((rule, index) => (
            <li key={rule.id}>
              <BlockStack gap="300">
                {index > 0 && <Divider />}
                <OneRule rule={rule} onChoose={(what) => setChosen({ rule, what })} />
              </BlockStack>
            </li>
          ))}
        </BlockStack>
      )}
      {chosen?.what === 'end' && <EndModal rule={chosen.rule} onClose={close} />}
      {chosen?.what === 'remove' && <RemoveModal rule={chosen.rule} onClose={close} />}
    </TitledCard>
  );
}

function OneRule({ rule, onChoose }: { rule: ShownRule; onChoose: (what: 'end' | 'remove') => void }) {
  const { words, state, times, about, warning } = rule;
  return (
    <BlockStack gap="100">
      <InlineStack gap="200" blockAlign="center">
        <Text as="h3" variant="headingSm" breakWord>
          {words}
        </Text>
        {state === 'to-come' && <Badge tone="info">Not yet</Badge>}
        {state === 'over' && <Badge>Over</Badge>}
      </InlineStack>
      <Text as="p" tone="subdued">
        {[times, about].filter(Boolean).join('. ')}.
      </Text>
      {warning && (
        <Text as="p" tone="caution">
          {warning}
        </Text>
      )}
      <InlineStack gap="300">
        <Button variant="plain" onClick={() => onChoose('end')} accessibilityLabel={`Set the last day: ${words}`}>
          Set the last day
        </Button>
        <Button
          variant="plain"
          tone="critical"
          onClick={() => onChoose('remove')}
          accessibilityLabel={`Remove: ${words}`}
        >
          Remove
        </Button>
      </InlineStack>
    </BlockStack>
  );
}

interface ModalProps {
  rule: ShownRule;
  onClose: () => void;
}

function EndModal({ rule: { id, words, until: saved }, onClose }: ModalProps) {
  const [until, setUntil] = useState(saved);
  const saving = useSaving(ACTION, 'Last day saved', onClose);
  return (
    <Modal
      open
      onClose={onClose}
      title="The last day of this rule"
      primaryAction={{
        content: 'Save',
        loading: saving.isSaving,
        onAction: () => saving.submit({ intent: 'end', id, until }),
      }}
      secondaryActions={[{ content: 'Cancel', onAction: onClose }]}
    >
      <Modal.Section>
        <BlockStack gap="300">
          <Text as="p">{words}</Text>
          <TextField
            label="Until the end of"
            type="date"
            autoComplete="off"
            value={until}
            onChange={setUntil}
            error={saving.problemOf('until')}
            helpText="In your store’s time zone. Empty: it goes on until you remove it."
          />
        </BlockStack>
      </Modal.Section>
    </Modal>
  );
}

function RemoveModal({ rule: { id, words }, onClose }: ModalProps) {
  const saving = useSaving(ACTION, 'Rule removed', onClose);
  const problem = saving.problemOf('rule');
  return (
    <Modal
      open
      onClose={onClose}
      title="Remove this rule?"
      primaryAction={{
        content: 'Remove the rule',
        destructive: true,
        loading: saving.isSaving,
        onAction: () => saving.submit({ intent: 'remove', id }),
      }}
      secondaryActions={[{ content: 'Keep it', onAction: onClose }]}
    >
      <Modal.Section>
        <BlockStack gap="300">
          {problem && (
            <Banner tone="critical" title="It was not removed">
              <Text as="p">{problem}</Text>
            </Banner>
          )}
          <Text as="p" fontWeight="medium">
            {words}
          </Text>
          <Text as="p">
            From the next recommendation on it no longer counts. Mails that were sent stay as they are. You can add it
            again at any time.
          </Text>
        </BlockStack>
      </Modal.Section>
    </Modal>
  );
}
