import { BlockStack, InlineGrid, Text } from '@shopify/polaris';

export type ShownFigure = [label: string, value: string, note: string];

/** Numbers beside each other, each with what it is a part of. */
export function Figures({ shown, across }: { shown: readonly ShownFigure[]; across: number }) {
  return (
    <InlineGrid columns={{ xs: 2, md: across }} gap="400">
      {shown.map(([label, value, note]) => (
        <BlockStack key={label} gap="050">
          <Text as="h3" variant="bodyMd" tone="subdued">
            {label}
          </Text>
          <Text as="p" variant="headingLg">
            {value}
          </Text>
          <Text as="p" variant="bodySm" tone="subdued">
            {note}
          </Text>
        </BlockStack>
      ))}
    </InlineGrid>
  );
}
