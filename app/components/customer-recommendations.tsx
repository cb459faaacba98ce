import { useEffect } from 'react';
import { useFetcher } from '@remix-run/react';
import { Box, SkeletonBodyText, Text } from '@shopify/polaris';
import type { ShownRecommendation } from '~/ops/shown-products.server';
import { RecommendationList } from './recommendation-list';
import { TitledCard } from './titled-card';

/** What would be recommended to somebody right now; asked for after the page is there, in a place that is kept free for it. */
export function CustomerRecommendations({ profileId }: { profileId: string }) {
  const { load, data } = useFetcher<ShownRecommendation[]>();
  useEffect(() => load(`/app/customers/${profileId}/recommendations`), [load, profileId]);
  return (
    <TitledCard title="What would be recommended now">
      <Box minHeight="16rem">
        {!data && <SkeletonBodyText lines={8} />}
        {data?.length === 0 && (
          <Text as="p" tone="subdued">
            Nothing yet: the recommender learns each night from the orders, and has too few so far.
          </Text>
        )}
        {data && <RecommendationList recommendations={data} />}
      </Box>
    </TitledCard>
  );
}
