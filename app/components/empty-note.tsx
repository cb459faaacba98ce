import type { ReactNode } from 'react';
import { BlockStack, Box, Button, Text } from '@shopify/polaris';

interface EmptyNoteProps {
  heading: string;
  children: ReactNode;
  action?: { content: string; url: string };
}

/** Stands where a list has nothing to show, and says why or what will come. */
export function EmptyNote({ heading, children, action }: EmptyNoteProps) {
  return (
    <Box paddingBlock="800" paddingInline="400">
      <Box maxWidth="28rem" width="100%">
        <BlockStack gap="300" inlineAlign="start">
          <Text as="h2" variant="headingMd">
            {heading}
          </Text>
          <Text as="p" tone="subdued">
            {children}
          </Text>
          {action && <Button url={action.url}>{action.content}</Button>}
        </BlockStack>
      </Box>
    </Box>
  );
}
