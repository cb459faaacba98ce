import { Box, Text } from '@shopify/polaris';

/** One number with its meaning. */
export function Figure({ value, words }: { value: string; words: string }) {
  return (
    <Box>
      <Text as="p" variant="heading2xl">
        {value}
      </Text>
      <Text as="p" tone="subdued">
        {words}
      </Text>
    </Box>
  );
}
