import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { Layout, Page } from '@shopify/polaris';
import { ApiAddressCard } from '~/components/api-keys/api-address-card';
import { ApiKeysCard } from '~/components/api-keys/api-keys-card';
import { NewApiKeyCard } from '~/components/api-keys/new-api-key-card';
import { RouteError } from '~/components/route-error';
import { apiKeysPage, changeApiKeys } from '~/ops/api-keys.server';
import { services } from '~/process.server';
import { authenticate } from '~/shopify.server';

export const meta: MetaFunction = () => [{ title: 'API keys' }];

export async function loader({ request }: LoaderFunctionArgs) {
  const { session } = await authenticate.admin(request);
  return apiKeysPage(services, session.shop);
}

export async function action({ request }: ActionFunctionArgs) {
  const { session, sessionToken } = await authenticate.admin(request);
  const form = Object.fromEntries(await request.formData());
  return changeApiKeys(services, session.shop, sessionToken?.sub ?? 'unknown', form);
}

export default function ApiKeys() {
  const { shop, keys, host } = useLoaderData<typeof loader>();
  return (
    <Page
      title="API keys"
      subtitle="Which programs of yours may talk to Kindred?"
      backAction={{ content: 'Settings', url: '/app/settings' }}
    >
      <Layout>
        <Layout.Section>
          <ApiKeysCard keys={keys} shop={shop} />
        </Layout.Section>
        <Layout.Section variant="oneThird">
          <ApiAddressCard host={host} />
        </Layout.Section>
        <Layout.Section>
          <NewApiKeyCard />
        </Layout.Section>
      </Layout>
    </Page>
  );
}

export function ErrorBoundary() {
  const missing = { title: 'Not found', heading: 'No keys here', words: 'This page does not exist.' };
  return <RouteError back={{ content: 'Settings', url: '/app/settings' }} missing={missing} />;
}
