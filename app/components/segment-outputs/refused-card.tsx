import { BlockStack, Button, InlineStack, Link, Text } from '@shopify/polaris';
import type { OutputsPage } from '~/ops/segment-outputs/outputs-page.server';
import { TitledCard } from '../titled-card';
import type { Saving } from '../use-saving';

/** Of whom Shopify would not hear, and why. */
export function RefusedCard({ page, asking }: { page: OutputsPage; asking: Saving }) {
  const { refused, refusedCount } = page;
  if (refused.length === 0) return null;
  return (
    <TitledCard title="Not taken by Shopify">
      <BlockStack gap="300">
        <BlockStack as="ul" gap="200">
          {refused.map(({ profileId, customer, problem }) => (
            <li key={customer}>
              <Text as="p" breakWord>
                <Link url={`/app/customers/${profileId}`}>Customer {customer}</Link>: {problem}
              </Text>
            </li>
          ))}
        </BlockStack>
        {refusedCount > refused.length && (
          <Text as="p" tone="subdued">
            These are {refused.length} of {refusedCount}.
          </Text>
        )}
        <InlineStack gap="200" blockAlign="center">
          <Button onClick={() => asking.submit({ intent: 'ask-again' })} loading={asking.isSaving}>
            Ask again now
          </Button>
          <Text as="span" tone="subdued">
            Otherwise with the daily look.
          </Text>
        </InlineStack>
      </BlockStack>
    </TitledCard>
  );
}
