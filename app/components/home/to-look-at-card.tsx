import { BlockStack, Box, Button, Divider, InlineStack, Text } from '@shopify/polaris';
import { TitledCard } from '../titled-card';
import type { ToLookAt } from './to-look-at';

/** Absent where there is nothing. */
export function ToLookAtCard({ items }: { items: readonly ToLookAt[] }) {
  if (items.length === 0) return null;
  return (
    <TitledCard title="Needs you">
      <BlockStack as="ul" gap="300">
        {items.map((item, index) => (
          <li key={item.title}>
            <BlockStack gap="300">
              {index > 0 && <Divider />}
              <Item item={item} />
            </BlockStack>
          </li>
        ))}
      </BlockStack>
    </TitledCard>
  );
}

function Item({ item: { title, words, action } }: { item: ToLookAt }) {
  return (
    <InlineStack align="space-between" blockAlign="start" gap="300">
      <Box maxWidth="36rem">
        <BlockStack gap="050">
          <Text as="h3" variant="headingSm">
            {title}
          </Text>
          <Text as="p" tone="subdued">
            {words}
          </Text>
        </BlockStack>
      </Box>
      <Button url={action.url} accessibilityLabel={`${action.content}: ${title}`}>
        {action.content}
      </Button>
    </InlineStack>
  );
}
