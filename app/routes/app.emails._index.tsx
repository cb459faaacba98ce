import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { BlockStack, Card, Page } from '@shopify/polaris';
import { EMAIL_CHOICES, EMAIL_SEARCH } from '~/components/emails/email-choices';
import { ApprovalRuleCard } from '~/components/emails/approval-rule-card';
import { EmailList } from '~/components/emails/email-list';
import { EmptyNote } from '~/components/empty-note';
import { useListAddress } from '~/components/list-address';
import { ListFilters } from '~/components/list-filters';
import { RouteError } from '~/components/route-error';
import { FileProblem } from '~/components/file-problem';
import { useExport } from '~/components/use-export';
import { changeEmails } from '~/ops/emails/change-emails.server';
import { emailsPage } from '~/ops/emails/emails-page.server';
import { services } from '~/process.server';
import { authenticate } from '~/shopify.server';

export const meta: MetaFunction = () => [{ title: 'Emails' }];

export async function loader({ request }: LoaderFunctionArgs) {
  const { session } = await authenticate.admin(request);
  return emailsPage(services, session.shop, new URL(request.url).searchParams);
}

export async function action({ request }: ActionFunctionArgs) {
  const { session, sessionToken } = await authenticate.admin(request);
  return changeEmails(services, session.shop, sessionToken?.sub, Object.fromEntries(await request.formData()));
}

const NAMES = [EMAIL_SEARCH.name, ...EMAIL_CHOICES.map(({ name }) => name)];

export default function Emails() {
  const page = useLoaderData<typeof loader>();
  const address = useListAddress(NAMES);
  const file = useExport('emails', address.search);
  return (
    <Page
      title="Emails"
      subtitle="What do they look like?"
      primaryAction={{ content: 'New email', url: '/app/emails/new' }}
      secondaryActions={[
        { content: 'Brand', url: '/app/settings/brand' },
        { content: file.progress ?? 'Export', onAction: file.start, loading: file.isLoading },
      ]}
    >
      <FileProblem file={file} isAbove />
      <BlockStack gap="400">
        <Card padding="0">
          <ListFilters address={address} search={EMAIL_SEARCH} choices={EMAIL_CHOICES} />
          {page.emails.length > 0 ? <EmailList page={page} address={address} /> : <Nothing />}
        </Card>
        <ApprovalRuleCard mustApprove={page.mustApprove} />
      </BlockStack>
    </Page>
  );
}

function Nothing() {
  return (
    <EmptyNote heading="No email like that" action={{ content: 'Make a new one', url: '/app/emails/new' }}>
      Look for less, or among those that are out of use. Every shop begins with twenty emails, and makes its own of them
      or of nothing.
    </EmptyNote>
  );
}

export function ErrorBoundary() {
  const missing = { title: 'Not found', heading: 'No emails here', words: 'This list does not exist.' };
  return <RouteError back={{ content: 'Home', url: '/app' }} missing={missing} />;
}
