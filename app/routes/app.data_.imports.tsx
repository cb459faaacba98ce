import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { BlockStack, Page } from '@shopify/polaris';
import { FileProblem } from '~/components/file-problem';
import { ImportList } from '~/components/imports/import-list';
import { UploadCard } from '~/components/imports/upload-card';
import { RouteError } from '~/components/route-error';
import { exportOf, useExport } from '~/components/use-export';
import { useProgress } from '~/components/use-progress';
import { importsPage } from '~/ops/imports.server';
import { services } from '~/process.server';
import { authenticate } from '~/shopify.server';

export const meta: MetaFunction = () => [{ title: 'Imports' }];

export async function loader({ request }: LoaderFunctionArgs) {
  const { session } = await authenticate.admin(request);
  return importsPage(services, session.shop);
}

export default function Imports() {
  const { imports, shop } = useLoaderData<typeof loader>();
  const file = useExport('imports', '');
  useProgress(imports.every(({ state }) => !['reading', 'running', 'undoing'].includes(state)));
  return (
    <Page
      title="Imports"
      subtitle="What you brought along from elsewhere"
      backAction={{ content: 'Data', url: '/app/data' }}
      {...(imports.length > 0 ? { secondaryActions: exportOf(file) } : {})}
    >
      <FileProblem file={file} isAbove />
      <BlockStack gap="400">
        <UploadCard />
        <ImportList imports={imports} shop={shop} />
      </BlockStack>
    </Page>
  );
}

export function ErrorBoundary() {
  const missing = { title: 'Not found', heading: 'No imports here', words: 'This list does not exist.' };
  return <RouteError back={{ content: 'Data', url: '/app/data' }} missing={missing} />;
}
