import { BlockStack, Button, Card, InlineStack, Text } from '@shopify/polaris';

/** Leads from the settings to the offers. */
export function OffersLinkCard() {
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="p">Flows can give each person a discount code of their own, which ends when its mail says so.</Text>
        <InlineStack>
          <Button url="/app/settings/offers">Offers</Button>
        </InlineStack>
      </BlockStack>
    </Card>
  );
}
