import { BlockStack, Box, Button, InlineStack, Text } from '@shopify/polaris';
import { useCopy } from '../use-copy';

interface CopiedValueProps {
  label: string;
  value: string;
}

/** A value that is to be entered somewhere else, with a button that copies it. */
export function CopiedValue({ label, value }: CopiedValueProps) {
  const { copy, problem } = useCopy();
  return (
    <BlockStack gap="100">
      <InlineStack align="space-between" blockAlign="center" gap="200">
        <Text as="span" tone="subdued" variant="bodySm">
          {label}
        </Text>
        <Button
          variant="plain"
          onClick={() => copy(value, `${label} copied`)}
          accessibilityLabel={`Copy the ${label.toLowerCase()}`}
        >
          Copy
        </Button>
      </InlineStack>
      <Box background="bg-surface-secondary" borderRadius="200" padding="200">
        <Text as="p" breakWord>
          <code>{value}</code>
        </Text>
      </Box>
      {problem && <Text as="p">{problem}</Text>}
    </BlockStack>
  );
}
