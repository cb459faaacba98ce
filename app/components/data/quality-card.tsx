import { BlockStack, Link, Text } from '@shopify/polaris';
import { capitalised } from '~/decisions/explanations/spoken-shop';
import type { DataQuality, FoundCount } from '~/ops/data-quality.server';
import { COUNTED_AT_MOST } from '~/ops/gap-words';
import { TitledCard } from '../titled-card';

/** What was cleaned and why, and what is doubtful; each number leads to its rows. */
export function QualityCard({ quality: { cleaned, addresses, gaps, waiting } }: { quality: DataQuality }) {
  return (
    <TitledCard title="Cleaned, doubtful and missing">
      {cleaned.length === 0 && addresses.length === 0 && (
        <Text as="p">
          Everything that was told of people so far is kept as it was told, and no address is doubtful.
        </Text>
      )}
      {cleaned.length > 0 && <Found title="Kept in another form than it was told" counts={cleaned} />}
      {addresses.length > 0 && <Found title="Addresses to look at" counts={addresses} />}
      {gaps.length > 0 && <Found title="Missing" counts={gaps} />}
      {waiting > 0 && (
        <Text as="p" tone="subdued">
          Addresses still to be looked at: {waiting.toLocaleString('en')}. That goes on by itself.
        </Text>
      )}
    </TitledCard>
  );
}

function Found({ title, counts }: { title: string; counts: FoundCount[] }) {
  return (
    <BlockStack gap="200">
      <Text as="h3" variant="headingSm">
        {title}
      </Text>
      <BlockStack as="ul" gap="200">
        {counts.map(({ finding, what, why, count, url }) => (
          <li key={finding}>
            <Link url={url}>
              {capitalised(what)}: {count.toLocaleString('en')}
              {count === COUNTED_AT_MOST && ' or more'}
            </Link>
            <Text as="p" tone="subdued">
              {why}
            </Text>
          </li>
        ))}
      </BlockStack>
    </BlockStack>
  );
}
