import { BlockStack, Button, List, Text } from '@shopify/polaris';
import { againWords, triggerWords } from '~/decisions/explanations/flow-words';
import { sentence } from '~/customers/rules/sentence';
import { capitalised } from '~/decisions/explanations/spoken-shop';
import { TitledCard } from '../titled-card';
import { useFlowEditing } from './flow-editing';

/** How the flow begins and ends early, and who may come again: in sentences, each to be changed. */
export function OverviewCard() {
  const { draft, speaker, select, isFixed } = useFlowEditing();
  const verb = isFixed ? 'Look' : 'Change';
  const link = (part: 'trigger' | 'exits' | 'settings', what: string) => (
    <Button variant="plain" accessibilityLabel={`${verb}: ${what}`} onClick={() => select({ kind: part })}>
      {verb}
    </Button>
  );
  return (
    <TitledCard title="The flow in words">
      <BlockStack gap="300">
        <BlockStack gap="100" inlineAlign="start">
          <Text as="p">It begins with: {triggerWords(draft.trigger, speaker)}.</Text>
          {link('trigger', 'how it begins')}
        </BlockStack>
        <BlockStack gap="100" inlineAlign="start">
          <Text as="p">{draft.exits.length > 0 ? 'It ends at once when:' : 'Nothing ends it early.'}</Text>
          {draft.exits.length > 0 && (
            <List>
              {draft.exits.map(({ key, when }) => (
                <List.Item key={key}>{capitalised(sentence(when, speaker))}</List.Item>
              ))}
            </List>
          )}
          {link('exits', 'ways out')}
        </BlockStack>
        <BlockStack gap="100" inlineAlign="start">
          <Text as="p">
            {againWords(draft)}. Importance {draft.priority} of 100.
          </Text>
          {link('settings', 'name and rules of the flow')}
        </BlockStack>
      </BlockStack>
    </TitledCard>
  );
}
