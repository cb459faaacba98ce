import { BlockStack, Link, Text } from '@shopify/polaris';
import { Facts } from '../facts';
import { TitledCard } from '../titled-card';

/** Where programs talk to, and in which shape. */
export function ApiAddressCard({ host }: { host: string }) {
  return (
    <TitledCard title="Where to">
      <BlockStack gap="200">
        <Text as="p" tone="subdued">
          Segment’s clients speak to it as they are. They ask for these:
        </Text>
        <Facts
          facts={[
            { term: 'Host', words: <code>{host}</code> },
            { term: 'Path', words: <code>/api/v1/batch</code> },
            { term: 'Write key', words: 'A key of this page' },
          ]}
        />
        <Link url={`${host}/api/v1/openapi.json`} target="_blank">
          Everything it takes and answers (OpenAPI)
        </Link>
      </BlockStack>
    </TitledCard>
  );
}
