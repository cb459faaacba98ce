import type { ReactNode } from 'react';
import { BlockStack, Box, InlineStack, Text, Thumbnail } from '@shopify/polaris';

interface ProductLineProps {
  title: string;
  imageUrl: string | null;
  /** What stands under the title. */
  children: ReactNode;
}

/** A product with its picture, and what is said of it. */
export function ProductLine({ title, imageUrl, children }: ProductLineProps) {
  return (
    <InlineStack gap="300" wrap={false} blockAlign="start">
      <Box minWidth="40px" minHeight="40px" background="bg-surface-secondary" borderRadius="200">
        {imageUrl && <Thumbnail source={imageUrl} alt="" size="small" />}
      </Box>
      <BlockStack gap="050">
        <Text as="p" fontWeight="medium">
          {title}
        </Text>
        {children}
      </BlockStack>
    </InlineStack>
  );
}
