import { BlockStack, Text } from '@shopify/polaris';
import type { NotAsked } from '~/ops/recommendations/told-quality';
import { TitledCard } from '../titled-card';

/** Situations of which nothing can be said, and what would change that. */
export function NotAskedCard({ notAsked }: { notAsked: NotAsked[] }) {
  return (
    <TitledCard title="What could not be measured yet">
      <Text as="p" tone="subdued">
        Products are chosen in these situations as well. There was nothing to ask about, so how well it does is not
        known.
      </Text>
      <BlockStack as="ul" gap="200">
        {notAsked.map(({ title, more }) => (
          <li key={title}>
            <Text as="p" fontWeight="medium">
              {title}
            </Text>
            <Text as="p">{more}</Text>
          </li>
        ))}
      </BlockStack>
    </TitledCard>
  );
}
