import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { BlockStack, Layout, Page } from '@shopify/polaris';
import { CreditForm } from '~/components/attribution/credit-form';
import { CreditedCard, UnderWayCard } from '~/components/attribution/credited-card';
import { RouteError } from '~/components/route-error';
import { useProgress } from '~/components/use-progress';
import { creditPage, saveCredit } from '~/ops/attribution/credit-page.server';
import { services } from '~/process.server';
import { authenticate } from '~/shopify.server';

export const meta: MetaFunction = () => [{ title: 'How orders are credited' }];

export async function loader({ request }: LoaderFunctionArgs) {
  const { session } = await authenticate.admin(request);
  return creditPage(services, session.shop);
}

export async function action({ request }: ActionFunctionArgs) {
  const { session, sessionToken } = await authenticate.admin(request);
  return saveCredit(services, session.shop, Object.fromEntries(await request.formData()), sessionToken?.sub);
}

const BACK = { content: 'Settings', url: '/app/settings' };

export default function Credit() {
  const page = useLoaderData<typeof loader>();
  const asked = page.underWay?.windows ?? page.windows;
  useProgress(page.underWay === null);
  return (
    <Page
      title="How orders are credited"
      subtitle="Which mail is an order credited to, and for how long after it?"
      backAction={BACK}
    >
      <Layout>
        <Layout.Section>
          <BlockStack gap="400">
            {page.underWay && <UnderWayCard underWay={page.underWay} />}
            <CreditedCard credited={page.credited} windows={page.windows} days={page.days} shop={page.shop} />
            <CreditForm key={JSON.stringify(asked)} windows={asked} />
          </BlockStack>
        </Layout.Section>
      </Layout>
    </Page>
  );
}

export function ErrorBoundary() {
  const missing = { title: 'Not found', heading: 'Nothing here', words: 'This page does not exist.' };
  return <RouteError back={BACK} missing={missing} />;
}
