import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { Page } from '@shopify/polaris';
import { EmailHistory } from '~/components/emails/email-history';
import { RouteError } from '~/components/route-error';
import { historyPage, restoreEmail } from '~/ops/emails/history-page.server';
import { services } from '~/process.server';
import { authenticate } from '~/shopify.server';

export const meta: MetaFunction = () => [{ title: 'History of an email' }];

export async function loader({ request, params: { key = '' } }: LoaderFunctionArgs) {
  const { session, sessionToken } = await authenticate.admin(request);
  const of = { key, reader: sessionToken?.sub ?? 'unknown' };
  const page = await historyPage(services, session.shop, of, new URL(request.url).searchParams);
  if (!page) throw new Response('there is no such email', { status: 404 });
  return page;
}

export async function action({ request, params: { key = '' } }: ActionFunctionArgs) {
  const { session, sessionToken } = await authenticate.admin(request);
  const form = Object.fromEntries(await request.formData());
  return restoreEmail(services, session.shop, { key, actor: sessionToken?.sub }, form);
}

export default function History() {
  const page = useLoaderData<typeof loader>();
  const back = { content: page.name, url: `/app/emails/${page.key}` };
  return (
    <Page title={`History of “${page.name}”`} subtitle="Who changed what, and what goes out" backAction={back}>
      <EmailHistory page={page} />
    </Page>
  );
}

export function ErrorBoundary() {
  const missing = { title: 'Not found', heading: 'No email here', words: 'There is no email at this address.' };
  return <RouteError back={{ content: 'Emails', url: '/app/emails' }} missing={missing} />;
}
