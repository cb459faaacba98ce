import type { ReactNode } from 'react';
import { BlockStack, InlineStack, Text } from '@shopify/polaris';
import type { ShownVersion } from '~/ops/flows/flow-page.server';
import type { PageShop } from '~/ops/shop-context.server';
import { When } from '../when';

interface VersionNameProps {
  version: ShownVersion;
  shop: PageShop;
  /** Beside its name. */
  children?: ReactNode;
}

/** A version of a flow by its number, with when and by whom it was published. */
export function VersionName({ version, shop, children }: VersionNameProps) {
  const { publishedAt, isByUser, isReadable } = version;
  return (
    <BlockStack>
      <InlineStack gap="200" blockAlign="center">
        <Text as="h3" variant="headingSm">
          Version {version.version}
        </Text>
        {children}
      </InlineStack>
      <Text as="span" variant="bodySm" tone="subdued">
        <When at={publishedAt} shop={shop} />
        {isByUser ? ', by a user of your store' : ''}
        {isReadable ? '' : '. This release of Kindred cannot read it.'}
      </Text>
    </BlockStack>
  );
}
