import { BlockStack, Button, Card, InlineStack, Text } from '@shopify/polaris';

/** Leads from the settings to the privacy page. */
export function PrivacyLinkCard() {
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="p">What people asked for by law, how long data is kept, and who of your team looked at whom.</Text>
        <InlineStack>
          <Button url="/app/settings/privacy">Privacy</Button>
        </InlineStack>
      </BlockStack>
    </Card>
  );
}
