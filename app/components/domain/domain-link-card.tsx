import { BlockStack, Button, Card, InlineStack, Text } from '@shopify/polaris';

/** Leads from the settings to the domain mail leaves from. */
export function DomainLinkCard() {
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="p">Mail that leaves from your own domain is trusted more. It takes two records in DNS.</Text>
        <InlineStack gap="200">
          <Button url="/app/settings/domain">Domain</Button>
          <Button url="/app/settings/mail-server">A mail server of your own</Button>
        </InlineStack>
      </BlockStack>
    </Card>
  );
}
