import { BlockStack, Link, Text } from '@shopify/polaris';
import { TitledCard } from '../titled-card';

/** Where programs talk to, and in which shape. */
export function ApiAddressCard({ endpoint }: { endpoint: string }) {
  return (
    <TitledCard title="Where to">
      <BlockStack gap="200">
        <Text as="p" breakWord>
          <code>{endpoint}</code>
        </Text>
        <Text as="p" tone="subdued">
          Segment’s clients speak to it as they are: give them this address as host, with the path /api/v1/batch, and a
          key as write key.
        </Text>
        <Link url={`${endpoint}/openapi.json`} target="_blank">
          Everything it takes and answers (OpenAPI)
        </Link>
      </BlockStack>
    </TitledCard>
  );
}
