import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { Card, Page, Text } from '@shopify/polaris';
import { AdaptiveList } from '~/components/adaptive-list';
import { EmptyNote } from '~/components/empty-note';
import { PendingPage } from '~/components/pending-page';
import { RouteError } from '~/components/route-error';
import { FileProblem } from '~/components/file-problem';
import { useExport } from '~/components/use-export';
import { When } from '~/components/when';
import { turnedAwayPage, type TurnedAwayPage } from '~/ops/flows/turned-away-page.server';
import { noteLook } from '~/ops/note-look.server';
import { services } from '~/process.server';
import { authenticate } from '~/shopify.server';

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `Not in “${data?.flow.name ?? 'the flow'}”` }];

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { session, sessionToken } = await authenticate.admin(request);
  const page = await turnedAwayPage(services, session.shop, params.key ?? '');
  if (!page) throw new Response('there is no such flow', { status: 404 });
  const look = { what: 'flow-runs-shown', subject: page.flow.key } as const;
  if (page.rows.length > 0) await noteLook(services, { session, sessionToken }, look);
  return page;
}

export default function TurnedAway() {
  const { flow, rows, shop } = useLoaderData<typeof loader>();
  const file = useExport('turned-away', `?${new URLSearchParams({ flow: flow.key })}`);
  return (
    <PendingPage>
      <Page
        title={`Who did not enter “${flow.name}”`}
        subtitle="They set it off, and it was not for them: of each person the last time"
        backAction={{ content: flow.name, url: `/app/flows/${flow.key}` }}
        secondaryActions={[{ content: file.progress ?? 'Export', onAction: file.start, loading: file.isLoading }]}
      >
        <FileProblem file={file} isAbove />
        <Card padding="0">
          {rows.length === 0 ? (
            <EmptyNote heading="Nobody was turned away">
              Whoever sets the flow off and does not enter it stands here with why. Visitors without an address are left
              out: nobody could write to them.
            </EmptyNote>
          ) : (
            <AdaptiveList
              resourceName={{ singular: 'person', plural: 'people' }}
              headings={[{ title: 'Who' }, { title: 'Last time' }, { title: 'Why' }]}
              rows={rows.map((row) => rowOf(row, shop))}
            />
          )}
        </Card>
      </Page>
    </PendingPage>
  );
}

function rowOf(row: TurnedAwayPage['rows'][number], shop: TurnedAwayPage['shop']) {
  const title = row.who ?? 'A visitor';
  const times = row.times > 1 ? ` (${row.times} times)` : '';
  const when = (
    <Text as="span" tone="subdued">
      <When at={row.at} shop={shop} />
      {times}
    </Text>
  );
  return {
    ...{ id: row.profileId, url: `/app/customers/${row.profileId}`, title },
    cells: [title, when, row.why],
    summary: (
      <>
        {when}
        <Text as="p">{row.why}</Text>
      </>
    ),
  };
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
