import { BlockStack, Link, Text } from '@shopify/polaris';
import type { RunStory } from '~/ops/flows/run-story.server';
import type { PageShop } from '~/ops/shop-context.server';
import { TitledCard } from './titled-card';
import { When } from './when';

/** How it came to a message: each look at the run, with what was known then. */
export function RunStoryCard({ run, shop }: { run: RunStory; shop: PageShop }) {
  return (
    <TitledCard title="How it came to this">
      <Text as="p">
        The flow <Link url={`/app/flows/${run.flowKey}`}>{run.flowName}</Link> began for them{' '}
        <When at={run.startedAt} shop={shop} />. {run.isActive ? `It goes on: ${lowered(run.now)}` : run.now}
      </Text>
      <BlockStack as="ol" gap="300">
        {run.decisions.map((decision) => (
          <li key={decision.at + decision.says.join()}>
            <BlockStack gap="050">
              <Text as="p" tone="subdued">
                <When at={decision.at} shop={shop} />
              </Text>
              <Text as="p">{decision.says.join(' ')}</Text>
              {decision.knew.length > 0 && (
                <Text as="p" variant="bodySm" tone="subdued">
                  What it knew: {decision.knew.join(', ')}.
                </Text>
              )}
            </BlockStack>
          </li>
        ))}
      </BlockStack>
    </TitledCard>
  );
}

const lowered = (sentence: string): string => sentence.charAt(0).toLowerCase() + sentence.slice(1);
