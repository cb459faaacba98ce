import { BlockStack, Button, Card, InlineStack, Text } from '@shopify/polaris';

/** Leads from the settings to how orders are credited. */
export function CreditLinkCard() {
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="p">
          An order is credited to the mail that its buyer clicked last before it, for as many days as you say. What
          programs clicked earns nothing.
        </Text>
        <InlineStack>
          <Button url="/app/settings/credit">How orders are credited</Button>
        </InlineStack>
      </BlockStack>
    </Card>
  );
}
