import { Link, Text } from '@shopify/polaris';
import type { QualityPage } from '~/ops/recommendations/quality-page.server';
import { TitledCard } from '../titled-card';
import { When } from '../when';

/** The answer of the page, from when it is, and what cannot be known. */
export function QualityCard({ page: { headline, version, shop, rules, isHeld } }: { page: QualityPage }) {
  return (
    <TitledCard title="How good it is">
      <Text as="p">{headline}</Text>
      {version && (
        <Text as="p" tone="subdued">
          It last learned <When at={version.trainedAt} shop={shop} />, and does so each night; these figures were
          measured <When at={version.measuredAt} shop={shop} />. What somebody looks at or puts into the cart counts at
          once. It cannot know what was bought elsewhere. A product nobody has bought or viewed, one that was added
          since then too, it knows by its title, type, vendor, tags, collections and price alone.
        </Text>
      )}
      {isHeld && (
        <Text as="p">
          A version chosen by hand serves, and newer ones wait.{' '}
          <Link url="/app/recommendations/versions">See which</Link>
        </Text>
      )}
      {rules && (
        <Text as="p">
          {rules} of yours change what is shown. <Link url="/app/recommendations/rules">See what they do</Link>
        </Text>
      )}
    </TitledCard>
  );
}
