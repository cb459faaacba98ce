import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { BlockStack, Page } from '@shopify/polaris';
import { RequestsCard } from '~/components/privacy/requests-card';
import { RouteError } from '~/components/route-error';
import { privacyPage } from '~/ops/privacy.server';
import { services } from '~/process.server';
import { authenticate } from '~/shopify.server';

export const meta: MetaFunction = () => [{ title: 'Privacy' }];

export async function loader({ request }: LoaderFunctionArgs) {
  const { session, sessionToken } = await authenticate.admin(request);
  return privacyPage(services, session.shop, sessionToken?.sub ?? 'unknown');
}

const SETTINGS = { content: 'Settings', url: '/app/settings' };

export default function Privacy() {
  const { shop, requests } = useLoaderData<typeof loader>();
  return (
    <Page title="Privacy" subtitle="What people asked for, and what is owed to them" backAction={SETTINGS}>
      <BlockStack gap="400">
        <RequestsCard requests={requests} shop={shop} />
      </BlockStack>
    </Page>
  );
}

export function ErrorBoundary() {
  const missing = { title: 'Not found', heading: 'Nothing here', words: 'This page does not exist.' };
  return <RouteError back={SETTINGS} missing={missing} />;
}
