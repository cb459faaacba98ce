import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { Banner, BlockStack, Layout, Page, Text } from '@shopify/polaris';
import { ArrivalsCard } from '~/components/activity/arrivals-card';
import { DoneCard } from '~/components/activity/done-card';
import { ParkedCard } from '~/components/activity/parked-card';
import { useListAddress } from '~/components/list-address';
import { RouteError } from '~/components/route-error';
import { FileProblem } from '~/components/file-problem';
import { useExport } from '~/components/use-export';
import { activityPage } from '~/ops/activity.server';
import { handleParked } from '~/ops/parked-entries.server';
import { services } from '~/process.server';
import { authenticate } from '~/shopify.server';

export const meta: MetaFunction = () => [{ title: 'Activity' }];

export async function loader({ request }: LoaderFunctionArgs) {
  const { session } = await authenticate.admin(request);
  return activityPage(services, session.shop, new URL(request.url).searchParams);
}

export async function action({ request }: ActionFunctionArgs) {
  const { session, sessionToken } = await authenticate.admin(request);
  const form = Object.fromEntries(await request.formData());
  return handleParked(services, session.shop, sessionToken?.sub ?? 'unknown', form);
}

export default function Activity() {
  const { shop, arrivedBy, arrivals, oldestWaitingAt, parked, done, links } = useLoaderData<typeof loader>();
  const address = useListAddress([]);
  const file = useExport('activity', '');
  const byMachine = { ...shop, now: arrivedBy };
  return (
    <Page
      title="Activity"
      subtitle="What Kindred did, and what failed"
      secondaryActions={[{ content: 'Export', onAction: file.start, loading: file.isLoading }]}
    >
      <FileProblem file={file} isAbove />
      <Layout>
        <Layout.Section>
          <BlockStack gap="400">
            <Answer parked={parked.reduce((sum, { count }) => sum + count, 0)} hasArrivals={arrivals.length > 0} />
            {parked.length > 0 && <ParkedCard parked={parked} shop={byMachine} />}
            <DoneCard {...{ done, links, address, shop }} />
          </BlockStack>
        </Layout.Section>
        <Layout.Section variant="oneThird">
          <ArrivalsCard {...{ arrivals, oldestWaitingAt }} shop={byMachine} />
        </Layout.Section>
      </Layout>
    </Page>
  );
}

function Answer({ parked, hasArrivals }: { parked: number; hasArrivals: boolean }) {
  if (parked > 0)
    return (
      <Banner tone="warning" title={parked === 1 ? 'One thing was put aside' : `${parked} things were put aside`}>
        <Text as="p">
          Kindred could not deal with it by itself. Below stands why; once the cause is mended, have it read again, or
          let go of it. Everything else that came in was understood.
        </Text>
      </Banner>
    );
  return (
    <Banner tone="success" title={hasArrivals ? 'Everything that came in was understood' : 'Nothing failed'}>
      <Text as="p">Nothing needs you here.</Text>
    </Banner>
  );
}

export function ErrorBoundary() {
  const missing = { title: 'Not found', heading: 'No activity here', words: 'This page does not exist.' };
  return <RouteError back={{ content: 'Home', url: '/app' }} missing={missing} />;
}
