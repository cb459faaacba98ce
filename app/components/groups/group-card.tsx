import { BlockStack, Button, Card, InlineStack, List, Text } from '@shopify/polaris';
import type { ShownGroup } from '~/ops/groups/groups-page.server';
import type { PageShop } from '~/ops/shop-context.server';
import { When } from '../when';
import { GroupMark } from './group-mark';

/** One group: what sets it apart, how many, what they are worth, and the way to a segment. */
export function GroupCard({ group, shop }: { group: ShownGroup; shop: PageShop }) {
  const { id, number, name, sentences, size, value, rule, foundAt } = group;
  return (
    <Card>
      <BlockStack gap="300">
        <InlineStack gap="200" blockAlign="center" wrap={false}>
          <GroupMark number={number} />
          <Text as="h2" variant="headingMd">
            {number + 1} · {name}
          </Text>
        </InlineStack>
        <Text as="p">
          {size} {value}
        </Text>
        {sentences.length > 0 && (
          <List>
            {sentences.map((sentence) => (
              <List.Item key={sentence}>{sentence}</List.Item>
            ))}
          </List>
        )}
        {rule ? (
          <BlockStack gap="100">
            <Text as="h3" variant="headingSm">
              As a rule
            </Text>
            <Text as="p" breakWord>
              {rule.words}.
            </Text>
            <Text as="p" tone="subdued">
              {rule.fidelity}
            </Text>
          </BlockStack>
        ) : (
          <Text as="p" tone="subdued">
            No rule comes near it, so no segment can be made of it.
          </Text>
        )}
        <InlineStack gap="300" blockAlign="center" align="space-between">
          {rule && (
            <Button url={`/app/segments/new?group=${id}`} accessibilityLabel={`Make a segment: ${name}`}>
              Make a segment
            </Button>
          )}
          <Text as="span" tone="subdued">
            Found first <When at={foundAt} shop={shop} />
          </Text>
        </InlineStack>
      </BlockStack>
    </Card>
  );
}
