import { BlockStack, Card, InlineStack, Link, List, Select, Text } from '@shopify/polaris';
import { DAY_CHOICES } from '~/ops/deliverability/days';
import type { DeliverabilityPage } from '~/ops/deliverability/deliverability-page.server';
import type { ListAddress } from '../list-address';

/** The answer in a sentence, and what stands in the way, the worst first. */
export function AnswerCard({ page, address }: { page: DeliverabilityPage; address: ListAddress }) {
  return (
    <Card>
      <BlockStack gap="300">
        <InlineStack align="space-between" blockAlign="center" gap="300">
          <Text as="h2" variant="headingMd">
            Does it arrive?
          </Text>
          <Select
            label="Mails of the"
            labelInline
            options={DAY_CHOICES}
            value={page.days}
            onChange={(days) => address.set('days', days)}
          />
        </InlineStack>
        <Text as="p" variant="headingLg" fontWeight="medium">
          {page.answer}
        </Text>
        {page.obstacles.length === 0 ? (
          <Text as="p">{page.total.sent > 0 ? 'Nothing stands in the way.' : 'Nothing stands in its way so far.'}</Text>
        ) : (
          <BlockStack gap="100">
            <Text as="h3" variant="headingSm">
              What stands in the way
            </Text>
            <List>
              {page.obstacles.map(({ words, url, link }) => (
                <List.Item key={words}>
                  {words}{' '}
                  <Link url={url} accessibilityLabel={`${link}: ${words}`}>
                    {link}
                  </Link>
                </List.Item>
              ))}
            </List>
          </BlockStack>
        )}
      </BlockStack>
    </Card>
  );
}
