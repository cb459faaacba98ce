import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { Layout, Page } from '@shopify/polaris';
import { RouteError } from '~/components/route-error';
import { DeliveriesCard } from '~/components/webhooks-out/deliveries-card';
import { EndpointsCard } from '~/components/webhooks-out/endpoints-card';
import { NewEndpointCard } from '~/components/webhooks-out/new-endpoint-card';
import { changeWebhooks } from '~/ops/webhooks-out/change-webhooks.server';
import { webhooksPage } from '~/ops/webhooks-out/webhooks-page.server';
import { services } from '~/process.server';
import { authenticate } from '~/shopify.server';

export const meta: MetaFunction = () => [{ title: 'Webhooks' }];

export async function loader({ request }: LoaderFunctionArgs) {
  const { session } = await authenticate.admin(request);
  return webhooksPage(services, session.shop, new URL(request.url).searchParams);
}

export async function action({ request }: ActionFunctionArgs) {
  const { session, sessionToken } = await authenticate.admin(request);
  const form = Object.fromEntries(await request.formData());
  return changeWebhooks(services, session.shop, sessionToken?.sub ?? 'unknown', form);
}

const BACK = { content: 'Settings', url: '/app/settings' };

export default function Webhooks() {
  const page = useLoaderData<typeof loader>();
  return (
    <Page
      title="Webhooks"
      subtitle="Who is told at once when somebody enters a segment or leaves it?"
      backAction={BACK}
    >
      <Layout>
        <Layout.Section>
          <EndpointsCard page={page} />
        </Layout.Section>
        <Layout.Section>
          <NewEndpointCard segments={page.segments} />
        </Layout.Section>
        <Layout.Section>
          <DeliveriesCard page={page} />
        </Layout.Section>
      </Layout>
    </Page>
  );
}

export function ErrorBoundary() {
  const missing = { title: 'Not found', heading: 'No webhooks here', words: 'This page does not exist.' };
  return <RouteError back={BACK} missing={missing} />;
}
