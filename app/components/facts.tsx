import type { ReactNode } from 'react';
import { BlockStack, Box, InlineStack, Text } from '@shopify/polaris';

interface FactsProps {
  facts: { term: string; words: ReactNode }[];
}

/** Terms with what they are, a line each: the short form of a description list for narrow cards. */
export function Facts({ facts }: FactsProps) {
  return (
    <BlockStack as="ul" gap="150">
      {facts.map(({ term, words }) => (
        <li key={term}>
          <InlineStack gap="200" wrap={false}>
            <Box minWidth="9.5rem">
              <Text as="span" tone="subdued">
                {term}
              </Text>
            </Box>
            <Text as="span" breakWord>
              {words}
            </Text>
          </InlineStack>
        </li>
      ))}
    </BlockStack>
  );
}
