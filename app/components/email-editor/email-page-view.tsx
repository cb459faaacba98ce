import { Banner, BlockStack, Page, Text } from '@shopify/polaris';
import type { EmailPage } from '~/ops/emails/email-page.server';
import { EmailEditor } from './email-editor';
import { useEmailDraft } from './use-email-draft';
import { useEmailSaving } from './use-email-saving';
import { useTried } from './use-tried';

/** One mail: everything to change it, and what it looks like to whom. */
export function EmailPageView({ page }: { page: EmailPage }) {
  const drafting = useEmailDraft(page);
  const tried = useTried(drafting.draft, page.language);
  const address = `/app/emails/${page.key}`;
  const saving = useEmailSaving(address, 'Email saved', (done, submitted) => {
    if (done.kind === 'saved') drafting.keep(done, submitted);
  });
  const testing = useEmailSaving(address, 'Test mail sent: look in your inbox');
  const { draft, version } = drafting;
  return (
    <Page
      fullWidth
      title={page.name}
      subtitle={
        version === 0
          ? 'As it came with Kindred: what you save takes its place in every flow that sends it'
          : `Version ${version}`
      }
      backAction={{ content: 'Emails', url: '/app/emails' }}
      secondaryActions={[
        { content: 'History', url: `${address}/history` },
        {
          content: `Send a test to ${page.shop.ownerEmail || 'your store’s address'}`,
          loading: testing.isSaving,
          onAction: () => testing.submit({ intent: 'test', ...tried.asked, document: JSON.stringify(draft) }),
        },
      ]}
    >
      <BlockStack gap="400">
        {page.held && (
          <Banner
            tone="critical"
            title={`This mail is too large: ${page.held.waiting === 1 ? 'one message waits' : `${page.held.waiting} messages wait`}`}
          >
            <Text as="p">
              It is {page.held.kilobytes} KB large as it leaves, and above 102 KB Gmail cuts off the way to unsubscribe.
              Take blocks out, or show fewer products, and save: what waits is tried again at once.
            </Text>
          </Banner>
        )}
        {testing.isRefused && (
          <Banner tone="critical" title="The test mail did not leave">
            <Text as="p">{testing.general ?? 'Something in the blocks is to be mended first.'}</Text>
          </Banner>
        )}
        <EmailEditor {...{ drafting, saving, tried }} />
      </BlockStack>
    </Page>
  );
}
