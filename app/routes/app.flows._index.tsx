import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { Card, Page } from '@shopify/polaris';
import { EmptyNote } from '~/components/empty-note';
import { FlowListTable } from '~/components/flows/flow-list-table';
import { useListAddress } from '~/components/list-address';
import { ListFilters } from '~/components/list-filters';
import { FileProblem } from '~/components/file-problem';
import { useExport } from '~/components/use-export';
import { flowList } from '~/ops/flows/flow-list.server';
import { WINDOW_WORDS, type Window } from '~/ops/flows/window';
import { services } from '~/process.server';
import { authenticate } from '~/shopify.server';

export const meta: MetaFunction = () => [{ title: 'Flows' }];

export async function loader({ request }: LoaderFunctionArgs) {
  const { session } = await authenticate.admin(request);
  return flowList(services, session.shop, new URL(request.url).searchParams);
}

const SEARCH = { name: 'name', label: 'Name or beginning', helpText: 'A part of it will do' };
const CHOICES = [
  {
    name: 'state',
    label: 'State',
    options: [
      { label: 'In use', value: '' },
      { label: 'On', value: 'on' },
      { label: 'Off', value: 'off' },
      { label: 'With a draft', value: 'draft' },
      { label: 'Out of use', value: 'out-of-use' },
    ],
  },
  {
    name: 'sort',
    label: 'First',
    options: [
      { label: 'Most revenue', value: '' },
      { label: 'Most people in it', value: 'in-it' },
      { label: 'Most sent', value: 'sent' },
      { label: 'By name', value: 'name' },
    ],
  },
  {
    name: 'days',
    label: 'Counted',
    options: [
      { label: WINDOW_WORDS['30'], value: '' },
      ...(['7', '90', 'all'] as Window[]).map((value) => ({ label: WINDOW_WORDS[value], value })),
    ],
  },
];
const NAMES = [SEARCH.name, ...CHOICES.map(({ name }) => name)];

export default function Flows() {
  const page = useLoaderData<typeof loader>();
  const address = useListAddress(NAMES);
  const file = useExport('flows', address.search);
  return (
    <Page
      title="Flows"
      subtitle="What runs by itself"
      primaryAction={{ content: 'New flow', url: '/app/flows/new' }}
      secondaryActions={[{ content: 'Export', onAction: file.start, loading: file.isLoading }]}
    >
      <FileProblem file={file} isAbove />
      <Card padding="0">
        {page.hasAny && <ListFilters address={address} search={SEARCH} choices={CHOICES} />}
        {page.flows.length > 0 ? <FlowListTable page={page} /> : <Nothing hasAny={page.hasAny} />}
      </Card>
    </Page>
  );
}

function Nothing({ hasAny }: { hasAny: boolean }) {
  if (hasAny)
    return <EmptyNote heading="No flow like that">Look for less, or among those that are out of use.</EmptyNote>;
  return (
    <EmptyNote heading="No flows yet" action={{ content: 'See what you can begin with', url: '/app/flows/new' }}>
      A flow writes by itself: something happens, it waits, it looks, and it writes to whom that is for, as long as they
      want it.
    </EmptyNote>
  );
}
