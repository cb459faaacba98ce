import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { Card, Page } from '@shopify/polaris';
import { EmptyNote } from '~/components/empty-note';
import { RunList } from '~/components/flows/run-list';
import { useListAddress } from '~/components/list-address';
import { ListFilters } from '~/components/list-filters';
import { PendingPage } from '~/components/pending-page';
import { RouteError } from '~/components/route-error';
import { FileProblem } from '~/components/file-problem';
import { useExport } from '~/components/use-export';
import { runsPage } from '~/ops/flows/flow-runs.server';
import { noteLook } from '~/ops/note-look.server';
import { services } from '~/process.server';
import { authenticate } from '~/shopify.server';

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `In “${data?.flow.name ?? 'the flow'}”` }];

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { session, sessionToken } = await authenticate.admin(request);
  const page = await runsPage(services, session.shop, params.key ?? '', new URL(request.url).searchParams);
  if (!page) throw new Response('there is no such flow', { status: 404 });
  const look = { what: 'flow-runs-shown', subject: page.flow.key } as const;
  if (page.runs.length > 0) await noteLook(services, { session, sessionToken }, look);
  return page;
}

const SEARCH = { name: 'who', label: 'Who', helpText: 'A whole address, or words of a name' };
const STATES = [
  { label: 'Everybody', value: '' },
  { label: 'Who is in it', value: 'inside' },
  { label: 'Who has left', value: 'ended' },
];

export default function FlowRuns() {
  const page = useLoaderData<typeof loader>();
  const address = useListAddress(['who', 'state', 'node']);
  const { flow, steps, runs } = page;
  const file = useExport('flow-runs', `?${withFlow(address.search, flow.key)}`);
  const places = [{ label: 'Anywhere', value: '' }, ...steps.map(({ key, name }) => ({ label: name, value: key }))];
  return (
    <PendingPage>
      <Page
        title={`Who went through “${flow.name}”`}
        backAction={{ content: flow.name, url: `/app/flows/${flow.key}` }}
        secondaryActions={[
          { content: 'Who did not enter, and why', url: `/app/flows/${flow.key}/turned-away` },
          { content: file.progress ?? 'Export', onAction: file.start, loading: file.isLoading },
        ]}
      >
        <FileProblem file={file} isAbove />
        <Card padding="0">
          <ListFilters
            address={address}
            search={SEARCH}
            choices={[
              { name: 'state', label: 'State', options: STATES },
              { name: 'node', label: 'Stands at', options: places },
            ]}
          />
          {runs.length > 0 ? <RunList page={page} address={address} /> : <Nobody isOn={flow.isOn} {...address} />}
        </Card>
      </Page>
    </PendingPage>
  );
}

function withFlow(search: string, flow: string): string {
  const wanted = new URLSearchParams(search);
  wanted.set('flow', flow);
  return wanted.toString();
}

function Nobody({ hasFilters, isOn }: { hasFilters: boolean; isOn: boolean }) {
  if (hasFilters) return <EmptyNote heading="Nobody like that">Look for less, or for everybody.</EmptyNote>;
  return (
    <EmptyNote heading="Nobody has come in yet">
      {isOn
        ? 'Whoever sets it off from now on comes in, if they are whom it is for.'
        : 'Turn the flow on: whoever sets it off from then on comes in. Nobody is written to for what was before.'}
    </EmptyNote>
  );
}

export function ErrorBoundary() {
  const words = 'The flows of your store stand in the list.';
  return (
    <RouteError
      back={{ content: 'Flows', url: '/app/flows' }}
      missing={{ title: 'Flow not found', heading: 'There is no such flow', words }}
    />
  );
}
