import { BlockStack, List, Text } from '@shopify/polaris';
import type { StoryRun, StoryStep, ToldStory } from '~/ops/replay/told-story';
import type { PageShop } from '~/ops/shop-context.server';
import { TitledCard } from '../../titled-card';
import { exactTime } from '../../when';

interface StoryCardProps {
  title: string;
  story: ToldStory;
  shop: PageShop;
}

/** What would have happened to one person, step by step. */
export function StoryCard({ title, story, shop }: StoryCardProps) {
  const { runs, turnedAway, collisions } = story;
  return (
    <TitledCard title={title}>
      {runs.length === 0 && turnedAway.length === 0 && (
        <Text as="p">Nothing that happened would have begun the flow.</Text>
      )}
      {turnedAway.map(({ at, says }) => (
        <Text as="p" key={at}>
          <Time at={at} shop={shop} /> {says}
        </Text>
      ))}
      {runs.map((run) => (
        <Run key={run.startedAt} run={run} shop={shop} />
      ))}
      {collisions.length > 0 && (
        <List>
          {collisions.map((words) => (
            <List.Item key={words}>{words}</List.Item>
          ))}
        </List>
      )}
    </TitledCard>
  );
}

function Run({ run, shop }: { run: StoryRun; shop: PageShop }) {
  return (
    <BlockStack gap="300">
      <Text as="h3" variant="headingSm">
        It begins {exactTime(run.startedAt, shop)}
      </Text>
      <BlockStack as="ol" gap="300">
        {run.steps.map((step, nth) => (
          <li key={nth}>
            <Step step={step} shop={shop} />
          </li>
        ))}
      </BlockStack>
      <Text as="p" fontWeight="medium">
        {run.now}
      </Text>
    </BlockStack>
  );
}

function Step({ step: { at, says, knew, answers }, shop }: { step: StoryStep; shop: PageShop }) {
  return (
    <BlockStack gap="050">
      <Time at={at} shop={shop} />
      <Text as="p">{says.join(' ')}</Text>
      {knew.length > 0 && (
        <Text as="p" variant="bodySm" tone="subdued">
          What it knew: {knew.join(', ')}.
        </Text>
      )}
      {answers.length > 0 && (
        <details>
          <summary>What each rule said</summary>
          <List>
            {answers.map(({ rule, saw, verdict }) => (
              <List.Item key={rule}>
                {rule}: {saw}
                {verdict === 'passes' ? '' : ' This is what decided.'}
              </List.Item>
            ))}
          </List>
        </details>
      )}
    </BlockStack>
  );
}

const Time = ({ at, shop }: { at: string; shop: PageShop }) => (
  <Text as="span" tone="subdued">
    <time dateTime={at} suppressHydrationWarning>
      {exactTime(at, shop)}
    </time>
  </Text>
);
