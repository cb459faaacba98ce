import { BlockStack, Text } from '@shopify/polaris';
import type { ToldShopify } from '~/ops/marketing/told-shopify.server';
import { When } from './when';

interface ToldShopifyNoteProps {
  told: ToldShopify;
  shop: { now: string; timezone: string; locale: string };
}

/** Whether Shopify's Marketing page knows of this, since when, and why not. */
export function ToldShopifyNote({ told: { at, problem }, shop }: ToldShopifyNoteProps) {
  return (
    <BlockStack gap="100">
      {at === null ? (
        <Text as="p" variant="bodySm" tone="subdued">
          Not on Shopify’s Marketing page yet.
        </Text>
      ) : (
        <Text as="p" variant="bodySm" tone="subdued">
          On Shopify’s Marketing page, last told <When at={at} shop={shop} />.
        </Text>
      )}
      {problem !== null && (
        <Text as="p" variant="bodySm" tone="caution">
          {problem}
        </Text>
      )}
    </BlockStack>
  );
}
