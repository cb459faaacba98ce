import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { BlockStack, Page } from '@shopify/polaris';
import { DuplicatesCard } from '~/components/data/duplicates-card';
import { FreshnessCard } from '~/components/data/freshness-card';
import { QualityCard } from '~/components/data/quality-card';
import { SyncCard } from '~/components/data/sync-card';
import { TakeAlongCard } from '~/components/data/take-along-card';
import { TraitsCard } from '~/components/data/traits-card';
import { Troubles } from '~/components/data/troubles';
import { useProgress } from '~/components/use-progress';
import { dataPage } from '~/ops/data-page.server';
import { windowWords } from '~/ops/sync-words';
import { services } from '~/process.server';
import { authenticate } from '~/shopify.server';

export const meta: MetaFunction = () => [{ title: 'Data' }];

export async function loader({ request }: LoaderFunctionArgs) {
  const { session } = await authenticate.admin(request);
  return dataPage(services, session.shop);
}

export default function Data() {
  const data = useLoaderData<typeof loader>();
  useProgress(data.isSynced);
  const isWindowed = data.troubles.some(({ what }) => what === windowWords.what);
  return (
    <Page
      title="Data"
      subtitle="What Kindred knows of your store, and how sure it is"
      secondaryActions={[
        { content: 'Imports', url: '/app/data/imports' },
        { content: 'Exports', url: '/app/data/exports' },
      ]}
    >
      <BlockStack gap="400">
        <Troubles troubles={data.troubles} />
        <SyncCard data={data} isWindowed={isWindowed} />
        <FreshnessCard freshness={data.freshness} shop={data.shop} />
        <DuplicatesCard count={data.duplicates} />
        <QualityCard quality={data.quality} />
        <TraitsCard traits={data.traits} shop={data.shop} />
        <TakeAlongCard />
      </BlockStack>
    </Page>
  );
}
