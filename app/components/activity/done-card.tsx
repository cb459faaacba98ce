import { BlockStack, Divider, InlineStack, Pagination, Text } from '@shopify/polaris';
import type { ActivityRow } from '~/ops/activity.server';
import type { PageLinks } from '~/ops/list-pages';
import type { PageShop } from '~/ops/shop-context.server';
import type { ListAddress } from '../list-address';
import { TitledCard } from '../titled-card';
import { When } from '../when';

interface DoneCardProps {
  done: ActivityRow[];
  links: PageLinks;
  address: ListAddress;
  shop: PageShop;
}

/** What was done in this shop, newest first. */
export function DoneCard({ done, links, address, shop }: DoneCardProps) {
  return (
    <TitledCard title="Done">
      {done.length === 0 && (
        <Text as="p" tone="subdued">
          Here stands what somebody changed, such as turning a flow on or pausing all sending, and what Kindred
          finished. What was mailed stands under Messages.
        </Text>
      )}
      {done.map((row, index) => (
        <BlockStack key={row.id} gap="300">
          {index > 0 && <Divider />}
          <InlineStack align="space-between" gap="200">
            <Text as="p">{row.words}</Text>
            <Text as="p" tone="subdued">
              {row.isByUser ? 'In the admin' : 'Kindred'}, <When at={row.at} shop={shop} />
            </Text>
          </InlineStack>
        </BlockStack>
      ))}
      {(links.newer || links.older) && (
        <Pagination
          hasPrevious={links.newer !== null}
          hasNext={links.older !== null}
          previousURL={address.withCursor('newer', links.newer)}
          nextURL={address.withCursor('older', links.older)}
          accessibilityLabel="Pages of what was done"
          accessibilityLabels={{ previous: 'Newer', next: 'Older' }}
        />
      )}
    </TitledCard>
  );
}
