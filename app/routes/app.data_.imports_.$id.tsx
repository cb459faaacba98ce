import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { Badge, Page } from '@shopify/polaris';
import { MappingForm } from '~/components/imports/mapping-form';
import { ResultCard } from '~/components/imports/result-card';
import { RouteError } from '~/components/route-error';
import { useProgress } from '~/components/use-progress';
import { handleImport } from '~/ops/handle-import.server';
import { IMPORT_STATES } from '~/ops/import-words';
import { importPage } from '~/ops/imports.server';
import { noteLook } from '~/ops/note-look.server';
import { services } from '~/process.server';
import { authenticate } from '~/shopify.server';

export const meta: MetaFunction = () => [{ title: 'Import' }];

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { session, sessionToken } = await authenticate.admin(request);
  const page = await importPage(services, session.shop, params.id);
  if (!page) throw new Response('there is no such import', { status: 404 });
  const look = { what: 'import-rows-shown', subject: page.run.id } as const;
  if (page.mapping) await noteLook(services, { session, sessionToken }, look);
  return page;
}

export async function action({ request, params }: ActionFunctionArgs) {
  const { session, sessionToken } = await authenticate.admin(request);
  const form = Object.fromEntries(await request.formData());
  return handleImport(services, session.shop, sessionToken?.sub ?? 'unknown', { id: params.id, form });
}

const BACK = { content: 'Imports', url: '/app/data/imports' };

export default function Import() {
  const page = useLoaderData<typeof loader>();
  const { run, mapping } = page;
  useProgress(!['reading', 'running', 'undoing'].includes(run.state));
  const { words, tone } = IMPORT_STATES[run.state];
  const badge = <Badge {...(tone ? { tone } : {})}>{words}</Badge>;
  return (
    <Page title={run.fileName} titleMetadata={badge} backAction={BACK}>
      {mapping ? <MappingForm key={run.id} run={run} mapping={mapping} /> : <ResultCard page={page} />}
    </Page>
  );
}

export function ErrorBoundary() {
  const words = 'It may be of another shop, or its address is not whole.';
  return <RouteError back={BACK} missing={{ title: 'Not found', heading: 'No such import', words }} />;
}
