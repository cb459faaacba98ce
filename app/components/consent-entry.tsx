import { BlockStack, Text } from '@shopify/polaris';
import type { ConsentProof } from '~/ops/consent-proof.server';
import type { PageShop } from '~/ops/shop-context.server';
import { When } from './when';

/** One statement of the consent ledger: what was said, when, and what proves it. */
export function ConsentEntry({ entry, shop }: { entry: ConsentProof; shop: PageShop }) {
  return (
    <BlockStack gap="050">
      <Text as="p">
        {entry.what}, <When at={entry.at} shop={shop} />
      </Text>
      <Text as="p" tone="subdued">
        {entry.proof}
      </Text>
      <Text as="p" tone="subdued" variant="bodySm">
        Entry {entry.seq} of the ledger, hash <code>{entry.hash}…</code>
      </Text>
    </BlockStack>
  );
}
