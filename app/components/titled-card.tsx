import type { ReactNode } from 'react';
import { BlockStack, Card, InlineStack, Text } from '@shopify/polaris';

interface TitledCardProps {
  title: string;
  /** Stands at the other end of the heading's line. */
  aside?: ReactNode;
  children: ReactNode;
}

/** A card with its one heading. */
export function TitledCard({ title, aside, children }: TitledCardProps) {
  return (
    <Card>
      <BlockStack gap="300">
        <InlineStack align="space-between" blockAlign="center" gap="200">
          <Text as="h2" variant="headingMd">
            {title}
          </Text>
          {aside}
        </InlineStack>
        {children}
      </BlockStack>
    </Card>
  );
}
