import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { Page } from '@shopify/polaris';
import { NewEmail } from '~/components/emails/new-email';
import { newEmailPage } from '~/ops/emails/new-email-page.server';
import { services } from '~/process.server';
import { authenticate } from '~/shopify.server';

export const meta: MetaFunction = () => [{ title: 'New email' }];

export async function loader({ request }: LoaderFunctionArgs) {
  const { session } = await authenticate.admin(request);
  return newEmailPage(services, session.shop, new URL(request.url).searchParams);
}

export default function NewEmailPage() {
  const page = useLoaderData<typeof loader>();
  return (
    <Page
      title="New email"
      subtitle="Begin with one that is near to what you want. Nothing is sent before a flow or a campaign sends it."
      backAction={{ content: 'Emails', url: '/app/emails' }}
    >
      <NewEmail page={page} />
    </Page>
  );
}
