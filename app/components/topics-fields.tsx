import { BlockStack, Box, Button, Checkbox, InlineError, InlineStack, Text, TextField } from '@shopify/polaris';
import type { Topic } from '~/customers/preferences/topics';

interface TopicsFieldsProps {
  topics: Topic[];
  flows: { key: string; name: string }[];
  onChange: (topics: Topic[]) => void;
  error: string | undefined;
}

const MOST_TOPICS = 12;

/** What readers can turn off at their preference centre, and which flows each is about. */
export function TopicsFields({ topics, flows, onChange, error }: TopicsFieldsProps) {
  const replace = (at: number, topic: Topic) => onChange(topics.map((each, index) => (index === at ? topic : each)));
  return (
    <BlockStack gap="300">
      <BlockStack gap="100">
        <Text as="h3" variant="headingSm">
          Topics
        </Text>
        <Text as="p" tone="subdued">
          At the foot of each mail people can choose what they get. A topic that is turned off stops its flows for that
          person; unsubscribing stops all.
        </Text>
      </BlockStack>
      {topics.map((topic, at) => (
        <TopicFields
          key={topic.key}
          topic={topic}
          flows={flows}
          onChange={(changed) => replace(at, changed)}
          onRemove={() => onChange(topics.filter((_, index) => index !== at))}
        />
      ))}
      {error && <InlineError message={error} fieldID="topics" />}
      <Box>
        <Button disabled={topics.length >= MOST_TOPICS} onClick={() => onChange([...topics, newTopic(topics)])}>
          Add a topic
        </Button>
      </Box>
    </BlockStack>
  );
}

interface TopicRowProps {
  topic: Topic;
  flows: TopicsFieldsProps['flows'];
  onChange: (topic: Topic) => void;
  onRemove: () => void;
}

function TopicFields({ topic, flows, onChange, onRemove }: TopicRowProps) {
  const toggle = (key: string, isOn: boolean) =>
    onChange({ ...topic, flows: isOn ? [...topic.flows, key] : topic.flows.filter((each) => each !== key) });
  return (
    <Box borderWidth="025" borderColor="border" borderRadius="200" padding="300">
      <BlockStack gap="200">
        <TextField
          label="Name, as your readers see it"
          autoComplete="off"
          maxLength={60}
          value={topic.name}
          onChange={(name) => onChange({ ...topic, name })}
        />
        <InlineStack gap="400" align="space-between" blockAlign="center">
          <InlineStack gap="400">
            {flows.map(({ key, name }) => (
              <Checkbox
                key={key}
                label={name}
                checked={topic.flows.includes(key)}
                onChange={(isOn) => toggle(key, isOn)}
              />
            ))}
          </InlineStack>
          <Button
            variant="plain"
            tone="critical"
            onClick={onRemove}
            accessibilityLabel={`Remove ${topic.name || 'topic'}`}
          >
            Remove
          </Button>
        </InlineStack>
      </BlockStack>
    </Box>
  );
}

/** Keys are kept with what people chose, so a new topic never takes one that was in use on this list. */
function newTopic(topics: Topic[]): Topic {
  const taken = new Set(topics.map(({ key }) => key));
  let number = topics.length + 1;
  while (taken.has(`topic-${number}`)) number += 1;
  return { key: `topic-${number}`, name: '', flows: [] };
}
