import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { BlockStack, Card, Page } from '@shopify/polaris';
import { EmptyNote } from '~/components/empty-note';
import { GroupsLineCard } from '~/components/groups/groups-line-card';
import { PendingPage } from '~/components/pending-page';
import { RouteError } from '~/components/route-error';
import { HintsCard } from '~/components/segments/hints-card';
import { OverlapCard } from '~/components/segments/overlap-card';
import { SegmentList } from '~/components/segments/segment-list';
import { TemplatesCard } from '~/components/segments/templates-card';
import { FileProblem } from '~/components/file-problem';
import { useExport } from '~/components/use-export';
import { useProgress } from '~/components/use-progress';
import { segmentsPage } from '~/ops/segments/segments-page.server';
import { services } from '~/process.server';
import { authenticate } from '~/shopify.server';

export const meta: MetaFunction = () => [{ title: 'Segments' }];

export async function loader({ request }: LoaderFunctionArgs) {
  const { session } = await authenticate.admin(request);
  return segmentsPage(services, session.shop);
}

export default function Segments() {
  const page = useLoaderData<typeof loader>();
  const { segments, overlap, hints, groups, shop } = page;
  const file = useExport('segments', '');
  useProgress(segments.every(({ isBuilt }) => isBuilt));
  return (
    <PendingPage>
      <Page
        title="Segments"
        subtitle="Who are your people?"
        primaryAction={{ content: 'Create segment', url: '/app/segments/new' }}
        secondaryActions={[{ content: 'Export', onAction: file.start, loading: file.isLoading }]}
      >
        <FileProblem file={file} isAbove />
        <BlockStack gap="400">
          <Card padding="0">{segments.length === 0 ? <FirstUse /> : <SegmentList page={page} />}</Card>
          <HintsCard hints={hints} />
          {overlap && <OverlapCard overlap={overlap} locale={shop.locale} />}
          <GroupsLineCard line={groups} />
          <TemplatesCard shop={shop} />
        </BlockStack>
      </Page>
    </PendingPage>
  );
}

function FirstUse() {
  return (
    <EmptyNote heading="No segments yet" action={{ content: 'Begin with an empty one', url: '/app/segments/new' }}>
      A segment is everybody of whom a rule holds. It keeps itself true: people come in and leave as they order, look at
      products, read mail, and as time passes. Begin with one of those below, and change it until it fits your store.
    </EmptyNote>
  );
}

export function ErrorBoundary() {
  const missing = { title: 'Not found', heading: 'No segments here', words: 'This list does not exist.' };
  return <RouteError back={{ content: 'Home', url: '/app' }} missing={missing} />;
}
