import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { BlockStack, Card, Page } from '@shopify/polaris';
import { EmptyNote } from '~/components/empty-note';
import { HeldBanner, VersionsCard } from '~/components/recommendations/versions-card';
import { RouteError } from '~/components/route-error';
import { changeVersions } from '~/ops/recommendations/change-versions.server';
import { versionsPage } from '~/ops/recommendations/versions-page.server';
import { services } from '~/process.server';
import { authenticate } from '~/shopify.server';

export const meta: MetaFunction = () => [{ title: 'Versions of the recommender' }];

export async function loader({ request }: LoaderFunctionArgs) {
  const { session } = await authenticate.admin(request);
  return versionsPage(services, session.shop);
}

export async function action({ request }: ActionFunctionArgs) {
  const { session, sessionToken } = await authenticate.admin(request);
  const form = Object.fromEntries(await request.formData());
  return changeVersions(services, session.shop, sessionToken?.sub ?? 'unknown', form);
}

const BACK = { content: 'Recommendations', url: '/app/recommendations' };

export default function Versions() {
  const page = useLoaderData<typeof loader>();
  return (
    <Page title="Versions" subtitle="What has it learned, and which version serves?" backAction={BACK}>
      <BlockStack gap="400">
        {page.isHeld && <HeldBanner versions={page.versions} />}
        {page.versions.length > 0 ? (
          <VersionsCard page={page} />
        ) : (
          <Card padding="0">
            <EmptyNote heading="No version yet" action={{ content: 'What Kindred knows', url: '/app/data' }}>
              The first is trained once the store’s orders have been read, and the next one each night. Until then
              nothing is recommended.
            </EmptyNote>
          </Card>
        )}
      </BlockStack>
    </Page>
  );
}

export function ErrorBoundary() {
  const missing = { title: 'Not found', heading: 'No version here', words: 'This page does not exist.' };
  return <RouteError back={BACK} missing={missing} />;
}
