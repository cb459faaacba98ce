import { BlockStack, Box, Button, InlineStack, Link, Text, Thumbnail } from '@shopify/polaris';
import type { Timeline, TimelineEntry } from '~/ops/timeline.server';
import { StateBadge } from './state-badge';
import { TitledCard } from './titled-card';

/** What somebody did and got, newest first, a day's things together. */
export function TimelineCard({ timeline: { days, links } }: { timeline: Timeline }) {
  return (
    <TitledCard title="What they did and got">
      {days.length === 0 && (
        <Text as="p" tone="subdued">
          Nothing is known of what they did yet.
        </Text>
      )}
      {days.map(({ heading, entries }) => (
        <BlockStack key={heading} gap="200">
          <Text as="h3" variant="headingSm" tone="subdued">
            {heading}
          </Text>
          <BlockStack as="ol" gap="200">
            {entries.map((entry) => (
              <li key={entry.id}>
                <Entry entry={entry} />
              </li>
            ))}
          </BlockStack>
        </BlockStack>
      ))}
      {(links.newer ?? links.older) && (
        <InlineStack gap="200">
          {links.newer && <Button url={`?newer=${links.newer}`}>Newer</Button>}
          {links.older && <Button url={`?older=${links.older}`}>Older</Button>}
        </InlineStack>
      )}
    </TitledCard>
  );
}

function Entry({ entry }: { entry: TimelineEntry }) {
  const { words, at, time, reason, product, messageId, run, status } = entry;
  return (
    <InlineStack gap="300" wrap={false} blockAlign="start">
      <Picture imageUrl={product?.imageUrl ?? null} />
      <Box width="100%">
        <InlineStack align="space-between" gap="200" wrap={false}>
          <InlineStack gap="200" blockAlign="center">
            <Text as="span" breakWord>
              {run && (
                <>
                  <Link url={run.url}>{run.flowName}</Link>:{' '}
                </>
              )}
              {messageId ? <Link url={`/app/messages/${messageId}`}>{words}</Link> : words}
            </Text>
            {status && <StateBadge status={status} />}
          </InlineStack>
          <Box minWidth="4.5rem">
            <Text as="p" tone="subdued" variant="bodySm" alignment="end">
              <time dateTime={at}>{time}</time>
            </Text>
          </Box>
        </InlineStack>
        {reason && (
          <Text as="p" tone="subdued">
            {reason}
          </Text>
        )}
      </Box>
    </InlineStack>
  );
}

/** Keeps every line's words at the same distance, with a picture or without. */
function Picture({ imageUrl }: { imageUrl: string | null }) {
  return (
    <Box minWidth="24px">
      {imageUrl ? <Thumbnail source={imageUrl} alt="" size="extraSmall" /> : <Box minHeight="24px" />}
    </Box>
  );
}
