import { BlockStack, InlineStack, Link, Text } from '@shopify/polaris';
import type { SegmentHealth } from '~/ops/segments/segment-health.server';
import { TitledCard } from '../titled-card';

/** Which other segments its people are in, and what speaks of it. */
export function SharedCard({ health: { shared, uses } }: { health: SegmentHealth }) {
  if (shared.length === 0 && uses.length === 0) return null;
  return (
    <TitledCard title="What hangs together with it">
      {shared.length > 0 && (
        <BlockStack gap="200">
          <Text as="h3" variant="headingSm">
            Its people are also in
          </Text>
          <BlockStack as="ul" gap="200">
            {shared.map(({ id, name, words }) => (
              <li key={id}>
                <InlineStack gap="200" align="space-between">
                  <Link url={`/app/segments/${id}`}>{name}</Link>
                  <Text as="span" tone="subdued">
                    {words}
                  </Text>
                </InlineStack>
              </li>
            ))}
          </BlockStack>
        </BlockStack>
      )}
      {uses.length > 0 && (
        <BlockStack gap="200">
          <Text as="h3" variant="headingSm">
            Used in
          </Text>
          <BlockStack as="ul" gap="200">
            {uses.map(({ kind, name, url }) => (
              <li key={url}>
                the {kind} <Link url={url}>{name}</Link>
              </li>
            ))}
          </BlockStack>
        </BlockStack>
      )}
    </TitledCard>
  );
}
