import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { BlockStack, Layout, Page } from '@shopify/polaris';
import { ChecksCard } from '~/components/privacy/checks-card';
import { LeftCard } from '~/components/privacy/left-card';
import { LooksCard } from '~/components/privacy/looks-card';
import { RequestsCard } from '~/components/privacy/requests-card';
import { RetentionCard } from '~/components/privacy/retention-card';
import { SharingCard } from '~/components/privacy/sharing-card';
import { RouteError } from '~/components/route-error';
import { privacyPage } from '~/ops/privacy.server';
import { saveRetentionRules } from '~/ops/retention.server';
import { services } from '~/process.server';
import { authenticate } from '~/shopify.server';

export const meta: MetaFunction = () => [{ title: 'Privacy' }];

export async function loader({ request }: LoaderFunctionArgs) {
  const { session, sessionToken } = await authenticate.admin(request);
  return privacyPage(services, session.shop, sessionToken?.sub ?? 'unknown');
}

/** Saves how long data is kept. */
export async function action({ request }: ActionFunctionArgs) {
  const { session, sessionToken } = await authenticate.admin(request);
  const form = Object.fromEntries(await request.formData());
  return saveRetentionRules(services, session.shop, sessionToken?.sub ?? 'unknown', form);
}

const SETTINGS = { content: 'Settings', url: '/app/settings' };

export default function Privacy() {
  const { shop, requests, left, retention, refusals } = useLoaderData<typeof loader>();
  return (
    <Page title="Privacy" subtitle="Is what the law asks done, and in time?" backAction={SETTINGS}>
      <Layout>
        <Layout.Section>
          <BlockStack gap="400">
            <div id="requests">
              <RequestsCard requests={requests} shop={shop} />
            </div>
            <LeftCard left={left} shop={shop} />
            <ChecksCard />
          </BlockStack>
        </Layout.Section>
        <Layout.Section variant="oneThird">
          <BlockStack gap="400">
            <LooksCard />
            <SharingCard refusals={refusals} />
          </BlockStack>
        </Layout.Section>
        <Layout.Section>
          <RetentionCard key={JSON.stringify(retention.settings)} retention={retention} shop={shop} />
        </Layout.Section>
      </Layout>
    </Page>
  );
}

export function ErrorBoundary() {
  const missing = { title: 'Not found', heading: 'Nothing here', words: 'This page does not exist.' };
  return <RouteError back={SETTINGS} missing={missing} />;
}
