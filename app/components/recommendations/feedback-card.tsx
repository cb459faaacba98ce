import { BlockStack, Text } from '@shopify/polaris';
import type { FeedbackLine, FeedbackSurface } from '~/ops/recommendations/feedback-page.server';
import { AdaptiveList, type ListRow } from '../adaptive-list';
import { TitledCard } from '../titled-card';

const NAMES = { singular: 'line', plural: 'lines' };
const COLUMNS = [{ title: 'Seen' }, { title: 'Clicked' }, { title: 'Of those seen' }];

/** What came of what was recommended at one place, by what had chosen it, and by where it stood. */
export function FeedbackCard({ surface }: { surface: FeedbackSurface }) {
  const { title, whyNotBought, strategies, places } = surface;
  const columns = whyNotBought === null ? [...COLUMNS, { title: 'Bought' }] : COLUMNS;
  return (
    <TitledCard title={title}>
      <BlockStack gap="400">
        {whyNotBought && (
          <Text as="p" tone="subdued">
            {whyNotBought}
          </Text>
        )}
        <AdaptiveList
          resourceName={NAMES}
          headings={[{ title: 'Way of choosing' }, ...columns]}
          rows={strategies.map(rowOf)}
        />
        <BlockStack gap="100">
          <Text as="h3" variant="headingSm">
            By place
          </Text>
          <Text as="p" tone="subdued">
            What stands first is clicked more because it stands first. Compare ways of choosing at the same place only.
          </Text>
        </BlockStack>
        <AdaptiveList
          resourceName={NAMES}
          headings={[{ title: 'Where it stood' }, ...columns]}
          rows={places.map(rowOf)}
        />
      </BlockStack>
    </TitledCard>
  );
}

function rowOf({ id, name, seen, clicked, clickedShare, bought }: FeedbackLine): ListRow {
  return {
    ...{ id, url: null, title: name },
    cells: [name, seen, clicked, clickedShare ?? 'Too few to say', ...(bought === null ? [] : [bought])],
    summary: (
      <Text as="span" tone="subdued">
        Seen {seen}, clicked {clicked}
        {clickedShare ? ` (${clickedShare})` : ''}
        {bought === null ? '' : `, bought ${bought}`}
      </Text>
    ),
  };
}
