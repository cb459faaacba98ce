import { Badge, BlockStack, Button, Card, InlineStack, Text } from '@shopify/polaris';
import { useSaving } from './use-saving';

/** The one switch for all sending. */
export function PauseCard({ isPaused }: { isPaused: boolean }) {
  const pause = useSaving('/app/settings', isPaused ? 'Sending goes on' : 'All sending is paused');
  return (
    <Card>
      <BlockStack gap="300">
        <InlineStack gap="200" blockAlign="center">
          <Text as="h2" variant="headingMd">
            All sending
          </Text>
          <Badge tone={isPaused ? 'warning' : 'success'}>{isPaused ? 'Paused' : 'On'}</Badge>
        </InlineStack>
        <Text as="p" tone="subdued">
          {isPaused
            ? 'Messages wait. When it goes on, those whose time has passed are not sent late.'
            : 'Paused, no mail of any flow leaves. Flows go on deciding, and their messages wait.'}
        </Text>
        <InlineStack>
          <Button
            tone={isPaused ? undefined : 'critical'}
            loading={pause.isSaving}
            onClick={() => pause.submit({ intent: 'pause', isPaused: String(!isPaused) })}
          >
            {isPaused ? 'Go on sending' : 'Pause all sending'}
          </Button>
        </InlineStack>
      </BlockStack>
    </Card>
  );
}
