import { Badge, BlockStack, Button, Divider, InlineStack, Text } from '@shopify/polaris';
import type { GroupsFound, ShownWay } from '~/ops/groups/groups-page.server';
import { TitledCard } from '../titled-card';

/** The ways in which groups were looked for, what came of each, and the way to see it. */
export function WaysCard({ found: { ways, shown } }: { found: GroupsFound }) {
  return (
    <TitledCard title="Three ways of looking">
      <Text as="p" tone="subdued">
        How far groups stand apart is measured from −1 to 1 (the mean silhouette): how much nearer people are to their
        own group than to the next. The best way is proposed in which no group is nearly everybody.
      </Text>
      <BlockStack as="ul" gap="300">
        {ways.map((way) => (
          <li key={way.key}>
            <BlockStack gap="300">
              <Divider />
              <OneWay way={way} isShown={way.key === shown} />
            </BlockStack>
          </li>
        ))}
      </BlockStack>
    </TitledCard>
  );
}

function OneWay({ way, isShown }: { way: ShownWay; isShown: boolean }) {
  const { key, name, term, how, outcome, silhouette, isProposed, groups } = way;
  return (
    <BlockStack gap="100">
      <InlineStack align="space-between" blockAlign="center" gap="200">
        <InlineStack gap="200" blockAlign="center">
          <Text as="h3" variant="headingSm">
            {name}
          </Text>
          {isProposed && <Badge tone="success">Proposed</Badge>}
          {isShown && <Badge>Shown here</Badge>}
        </InlineStack>
        {!isShown && groups > 0 && (
          <Button
            variant="plain"
            url={`/app/segments/groups?way=${key}`}
            accessibilityLabel={`Show these groups: ${name}`}
          >
            Show these groups
          </Button>
        )}
      </InlineStack>
      <Text as="p">
        {outcome}.{' '}
        <Text as="span" tone="subdued">
          Silhouette {silhouette}.
        </Text>
      </Text>
      <Text as="p" tone="subdued">
        {how} In the field’s words: {term}.
      </Text>
    </BlockStack>
  );
}
