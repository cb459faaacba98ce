import { BlockStack, Button, Card, InlineStack, Text } from '@shopify/polaris';

/** Leads from the settings to the brand kit. */
export function BrandLinkCard() {
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="p">Logo, colours, fonts, and words you do not use. All mails change at once.</Text>
        <InlineStack>
          <Button url="/app/settings/brand">Brand</Button>
        </InlineStack>
      </BlockStack>
    </Card>
  );
}
