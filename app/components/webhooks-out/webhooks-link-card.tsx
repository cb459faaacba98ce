import { BlockStack, Button, Card, InlineStack, Text } from '@shopify/polaris';

/** Leads from the settings to the webhooks. */
export function WebhooksLinkCard() {
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="p">
          A program of yours can be told at once when somebody enters a segment or leaves it. Each message is signed.
        </Text>
        <InlineStack>
          <Button url="/app/settings/webhooks">Webhooks</Button>
        </InlineStack>
      </BlockStack>
    </Card>
  );
}
