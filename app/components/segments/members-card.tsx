import { Badge, BlockStack, Button, InlineStack, Link, Text } from '@shopify/polaris';
import { numberWords } from '~/ops/recommendations/number-words';
import type { SegmentPage } from '~/ops/segments/segment-page.server';
import { ConsentBadge } from '../state-badge';
import { TitledCard } from '../titled-card';
import { When } from '../when';

/** Who is in a segment as it is kept, whoever came last first. */
export function MembersCard({ page }: { page: SegmentPage }) {
  const { people, entered, left, freshness, members, isBuilt, shop, id } = page;
  const say = (number: number) => numberWords(number, shop.locale);
  const size = people === 1 ? 'One person' : `${say(people)} people`;
  return (
    <TitledCard title="In it now" aside={isBuilt ? undefined : <Badge tone="info">Being built</Badge>}>
      <Text as="p">
        {isBuilt ? `${size}; in the last 7 days ${say(entered)} came and ${say(left)} left. ` : ''}
        {freshness}.
      </Text>
      {members.length === 0 && isBuilt && (
        <Text as="p" tone="subdued">
          Nobody fits now. Whoever does from now on comes in by themselves.
        </Text>
      )}
      <BlockStack as="ul" gap="200">
        {members.map((member) => (
          <li key={member.id}>
            <InlineStack gap="200" blockAlign="center" align="space-between">
              <Link url={`/app/customers/${member.id}`}>{member.title ?? 'A visitor'}</Link>
              <InlineStack gap="200" blockAlign="center">
                <ConsentBadge mailability={member.mailability} />
                <Text as="span" tone="subdued">
                  since <When at={member.since} shop={shop} />
                </Text>
              </InlineStack>
            </InlineStack>
          </li>
        ))}
      </BlockStack>
      {people > members.length && (
        <Text as="p" tone="subdued">
          These came last; {say(people - members.length)} more are in it.
        </Text>
      )}
      <InlineStack>
        <Button variant="plain" url={`/app/audit?about=${id}`}>
          Who looked
        </Button>
      </InlineStack>
    </TitledCard>
  );
}
