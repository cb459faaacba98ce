import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { Card, Layout, List, Page, Text } from '@shopify/polaris';
import { EmptyNote } from '~/components/empty-note';
import { MailServerForm } from '~/components/mail-server/mail-server-form';
import { RouteError } from '~/components/route-error';
import { TitledCard } from '~/components/titled-card';
import { changeMailServer, mailServerPage } from '~/ops/mail-server/mail-server.server';
import { services } from '~/process.server';
import { authenticate } from '~/shopify.server';

export const meta: MetaFunction = () => [{ title: 'Mail server' }];

export async function loader({ request }: LoaderFunctionArgs) {
  const { session } = await authenticate.admin(request);
  return mailServerPage(services, session.shop);
}

export async function action({ request }: ActionFunctionArgs) {
  const { session, sessionToken } = await authenticate.admin(request);
  return changeMailServer(services, session.shop, Object.fromEntries(await request.formData()), sessionToken?.sub);
}

const BACK = { content: 'Settings', url: '/app/settings' };

export default function MailServer() {
  const { hasSender, server } = useLoaderData<typeof loader>();
  return (
    <Page title="Mail server" subtitle="Does your mail leave by a server of your own?" backAction={BACK}>
      {hasSender ? (
        <Layout>
          <Layout.Section>
            <MailServerForm key={JSON.stringify(server)} server={server} />
          </Layout.Section>
          <Layout.Section variant="oneThird">
            <WhatIsDifferent />
          </Layout.Section>
        </Layout>
      ) : (
        <Card>
          <EmptyNote heading="Say first who the mail is from" action={BACK}>
            A server of your own sends in the name that stands in Settings.
          </EmptyNote>
        </Card>
      )}
    </Page>
  );
}

function WhatIsDifferent() {
  return (
    <TitledCard title="What is different then">
      <Text as="p">Most shops leave this empty: Postmark does it for them. By a server of your own</Text>
      <List>
        <List.Item>people unsubscribe by Kindred’s own link, in one click;</List.Item>
        <List.Item>who opened a mail is not seen; who clicked is;</List.Item>
        <List.Item>a mail that is made as AMP as well carries that part, which Postmark does not;</List.Item>
        <List.Item>mails that come back come to you: tell Kindred by taking the address’s consent back;</List.Item>
        <List.Item>where your server does not answer, a mail counts as perhaps sent, and is not sent again.</List.Item>
      </List>
    </TitledCard>
  );
}

export function ErrorBoundary() {
  const missing = { title: 'Not found', heading: 'No mail server here', words: 'This page does not exist.' };
  return <RouteError back={BACK} missing={missing} />;
}
