import { Banner, Text } from '@shopify/polaris';
import type { Trouble } from '~/ops/sync-words';

/** What is in the way between Shopify and Kindred, each with what to do about it. */
export function Troubles({ troubles }: { troubles: Trouble[] }) {
  return troubles.map(({ what, remedy }) => (
    <Banner key={what} tone="warning" title={what}>
      <Text as="p">{remedy}</Text>
    </Banner>
  ));
}
