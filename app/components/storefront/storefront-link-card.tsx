import { BlockStack, Button, Card, InlineStack, Text } from '@shopify/polaris';

/** Leads from the settings to the forms on the storefront. */
export function StorefrontLinkCard() {
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="p">
          A sign-up form, a pop-up that keeps its manners, and “Tell me when it is back” on what is sold out.
        </Text>
        <InlineStack>
          <Button url="/app/settings/storefront">Storefront</Button>
        </InlineStack>
      </BlockStack>
    </Card>
  );
}
