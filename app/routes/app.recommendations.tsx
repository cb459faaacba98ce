import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { BlockStack, Page } from '@shopify/polaris';
import { NotAskedCard } from '~/components/recommendations/not-asked-card';
import { QualityCard } from '~/components/recommendations/quality-card';
import { SituationCard } from '~/components/recommendations/situation-card';
import { FileProblem } from '~/components/file-problem';
import { useExport } from '~/components/use-export';
import { qualityPage } from '~/ops/recommendations/quality-page.server';
import { services } from '~/process.server';
import { authenticate } from '~/shopify.server';

export const meta: MetaFunction = () => [{ title: 'Recommendations' }];

export async function loader({ request }: LoaderFunctionArgs) {
  const { session } = await authenticate.admin(request);
  return qualityPage(services, session.shop);
}

export default function Recommendations() {
  const page = useLoaderData<typeof loader>();
  const file = useExport('recommendation-ways', '');
  return (
    <Page
      title="Recommendations"
      subtitle="Does it know what people want?"
      primaryAction={{ content: 'Try it', url: '/app/recommendations/try' }}
      secondaryActions={[
        { content: 'Rules', url: '/app/recommendations/rules' },
        { content: 'Versions', url: '/app/recommendations/versions' },
        { content: 'What came of it', url: '/app/recommendations/feedback' },
        { content: 'Export', onAction: file.start, loading: file.isLoading },
      ]}
    >
      <FileProblem file={file} isAbove />
      <BlockStack gap="400">
        <QualityCard page={page} />
        {page.situations.map((situation) => (
          <SituationCard key={situation.context} situation={situation} />
        ))}
        {page.notAsked.length > 0 && <NotAskedCard notAsked={page.notAsked} />}
      </BlockStack>
    </Page>
  );
}
