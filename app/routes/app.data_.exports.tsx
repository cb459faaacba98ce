import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData, useRevalidator } from '@remix-run/react';
import { BlockStack, Page } from '@shopify/polaris';
import { TakeAlongCard } from '~/components/data/take-along-card';
import { ExportList } from '~/components/exports/export-list';
import { RouteError } from '~/components/route-error';
import { useProgress } from '~/components/use-progress';
import { exportsPage } from '~/ops/exports/exports-page.server';
import { services } from '~/process.server';
import { authenticate } from '~/shopify.server';

export const meta: MetaFunction = () => [{ title: 'Exports' }];

export async function loader({ request }: LoaderFunctionArgs) {
  const { session } = await authenticate.admin(request);
  return exportsPage(services, session.shop);
}

export default function Exports() {
  const { files, shop } = useLoaderData<typeof loader>();
  const { revalidate } = useRevalidator();
  useProgress(files.every(({ state }) => state !== 'waiting' && state !== 'writing'));
  return (
    <Page title="Exports" subtitle="What Kindred knows, as files" backAction={{ content: 'Data', url: '/app/data' }}>
      <BlockStack gap="400">
        <TakeAlongCard onAsked={revalidate} />
        <ExportList files={files} shop={shop} />
      </BlockStack>
    </Page>
  );
}

export function ErrorBoundary() {
  const missing = { title: 'Not found', heading: 'No exports here', words: 'This list does not exist.' };
  return <RouteError back={{ content: 'Data', url: '/app/data' }} missing={missing} />;
}
