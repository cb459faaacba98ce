import { BlockStack, Button, Card, InlineStack, Text } from '@shopify/polaris';

/** Leads from the settings to the keys. */
export function ApiLinkCard() {
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="p">
          Each program gets a key that says what it may do, and can be stopped alone. Nothing that is told this way
          changes consent, but by a key that may.
        </Text>
        <InlineStack>
          <Button url="/app/settings/api">API keys</Button>
        </InlineStack>
      </BlockStack>
    </Card>
  );
}
