import { Badge, Banner, BlockStack, Button, Card, InlineGrid, InlineStack, Link, List, Text } from '@shopify/polaris';
import type { DuplicatePair, DuplicatePerson } from '~/ops/duplicates.server';
import type { PageShop } from '~/ops/shop-context.server';
import { countWords } from '~/decisions/explanations/spoken-shop';
import { useSaving } from '../use-saving';
import { When } from '../when';

/** Two who look alike, side by side, why, and both answers. */
export function DuplicatePairCard({ pair, shop }: { pair: DuplicatePair; shop: PageShop }) {
  const { persons, likelihood, reasons } = pair;
  const saving = useSaving('/app/data/duplicates', 'Decided');
  const decide = (decision: string) => saving.submit({ oneId: persons[0].id, otherId: persons[1].id, decision });
  const problem = saving.problemOf('pair');
  return (
    <Card>
      <BlockStack gap="300">
        {problem && (
          <Banner tone="critical" title="It was not saved">
            <Text as="p">{problem}</Text>
          </Banner>
        )}
        <InlineStack gap="200" blockAlign="center">
          <Badge tone="info">{likelihood}</Badge>
        </InlineStack>
        <InlineGrid columns={{ xs: 1, sm: 2 }} gap="300">
          {persons.map((person) => (
            <Person key={person.id} person={person} shop={shop} />
          ))}
        </InlineGrid>
        <List>
          {reasons.map((reason) => (
            <List.Item key={reason}>{reason}</List.Item>
          ))}
        </List>
        <InlineStack gap="200">
          <Button loading={saving.isSaving} onClick={() => decide('one-person')}>
            One person
          </Button>
          <Button loading={saving.isSaving} onClick={() => decide('two-persons')}>
            Two persons
          </Button>
        </InlineStack>
      </BlockStack>
    </Card>
  );
}

function Person({ person, shop }: { person: DuplicatePerson; shop: PageShop }) {
  const { id, name, email, phones, place, orders, lastSeenAt } = person;
  return (
    <BlockStack gap="050">
      <Text as="h2" variant="headingSm" breakWord>
        <Link url={`/app/customers/${id}`} removeUnderline>
          {name ?? email ?? phones[0] ?? 'Without a name'}
        </Link>
      </Text>
      {[name ? email : null, ...phones, place].filter(Boolean).map((known) => (
        <Text as="p" key={known} breakWord>
          {known}
        </Text>
      ))}
      <Text as="p" tone="subdued">
        {orders ? countWords(orders, 'order') : 'No order'}, seen <When at={lastSeenAt} shop={shop} />
      </Text>
    </BlockStack>
  );
}
