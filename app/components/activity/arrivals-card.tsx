import { Badge, BlockStack, Divider, InlineStack, Text } from '@shopify/polaris';
import type { ArrivalRow } from '~/ops/activity.server';
import { TitledCard } from '../titled-card';
import { When } from '../when';

interface ArrivalsCardProps {
  arrivals: ArrivalRow[];
  oldestWaitingAt: string | null;
  /** Counted from the machine's time. */
  shop: { now: string; timezone: string; locale: string };
}

/** What came in within a day, by what it tells. */
export function ArrivalsCard({ arrivals, oldestWaitingAt, shop }: ArrivalsCardProps) {
  return (
    <TitledCard title="Came in, last 24 hours">
      <Text as="p" tone="subdued">
        {oldestWaitingAt ? (
          <>
            The oldest that waits to be read came <When at={oldestWaitingAt} shop={shop} />.
          </>
        ) : (
          'Nothing waits to be read.'
        )}
      </Text>
      {arrivals.length === 0 && (
        <Text as="p">Nothing came. In a shop that is open that is unusual for a whole day.</Text>
      )}
      {arrivals.map((row) => (
        <BlockStack key={`${row.source} ${row.topic}`} gap="300">
          <Divider />
          <Arrival row={row} />
        </BlockStack>
      ))}
    </TitledCard>
  );
}

function Arrival({ row: { name, source, received, waiting, parked } }: { row: ArrivalRow }) {
  return (
    <InlineStack align="space-between" blockAlign="center" gap="200" wrap={false}>
      <BlockStack>
        <Text as="span">{name}</Text>
        <Text as="span" variant="bodySm" tone="subdued">
          {source}
        </Text>
      </BlockStack>
      <InlineStack gap="200" blockAlign="center" align="end">
        {waiting > 0 && <Badge tone="info">{`${waiting} waiting`}</Badge>}
        {parked > 0 && <Badge tone="warning">{`${parked} put aside`}</Badge>}
        <Text as="span" numeric>
          {received}
        </Text>
      </InlineStack>
    </InlineStack>
  );
}
