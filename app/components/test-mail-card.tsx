import { Banner, BlockStack, Button, Card, InlineStack, Text } from '@shopify/polaris';
import type { PageShop } from '~/ops/shop-context.server';
import { useSaving } from './use-saving';
import { When } from './when';

/** Sends the next mail to the shop itself: the one true check of token, sender and stream. */
export function TestMailCard({ verifiedAt, shop }: { verifiedAt: string | null; shop: PageShop }) {
  const test = useSaving('/app/settings', 'Test mail sent: look in your inbox');
  const problem = test.problemOf('test');
  return (
    <Card>
      <BlockStack gap="300">
        <InlineStack align="space-between" blockAlign="center" gap="300">
          <Text as="p">
            {verifiedAt ? (
              <>
                Postmark took a test mail <When at={verifiedAt} shop={shop} />.
              </>
            ) : (
              'Not tried yet since the sender was saved.'
            )}
          </Text>
          <Button onClick={() => test.submit({ intent: 'test' })} loading={test.isSaving}>
            Send a test to {shop.ownerEmail || 'your store’s address'}
          </Button>
        </InlineStack>
        {problem && (
          <Banner tone="critical" title="The test mail did not leave">
            <Text as="p">{problem}</Text>
          </Banner>
        )}
      </BlockStack>
    </Card>
  );
}
