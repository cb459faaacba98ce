import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { Card, Page } from '@shopify/polaris';
import { CAMPAIGN_FILTERS, CampaignList } from '~/components/campaigns/campaign-list';
import { useMakeCampaign } from '~/components/campaigns/make-modal';
import { EmptyNote } from '~/components/empty-note';
import { useListAddress } from '~/components/list-address';
import { RouteError } from '~/components/route-error';
import { FileProblem } from '~/components/file-problem';
import { useExport } from '~/components/use-export';
import { useProgress } from '~/components/use-progress';
import { campaignsPage } from '~/ops/campaigns/campaigns-page.server';
import { changeCampaign } from '~/ops/campaigns/change-campaign.server';
import { services } from '~/process.server';
import { authenticate } from '~/shopify.server';

export const meta: MetaFunction = () => [{ title: 'Campaigns' }];

export async function loader({ request }: LoaderFunctionArgs) {
  const { session } = await authenticate.admin(request);
  return campaignsPage(services, session.shop, new URL(request.url).searchParams);
}

export async function action({ request }: ActionFunctionArgs) {
  const { session, sessionToken } = await authenticate.admin(request);
  const form = Object.fromEntries(await request.formData());
  return changeCampaign(services, session.shop, sessionToken?.sub ?? 'unknown', form);
}

export default function Campaigns() {
  const page = useLoaderData<typeof loader>();
  const address = useListAddress(CAMPAIGN_FILTERS);
  const file = useExport('campaigns', address.search);
  const making = useMakeCampaign();
  useProgress(page.campaigns.every(({ state }) => state !== 'scheduled' && state !== 'sending'));
  return (
    <Page
      title="Campaigns"
      subtitle="What did I send, and what is planned?"
      primaryAction={{ content: 'Create campaign', onAction: making.open }}
      secondaryActions={[
        { content: 'Calendar', url: '/app/campaigns/calendar' },
        { content: 'Export', onAction: file.start, loading: file.isLoading },
      ]}
    >
      <FileProblem file={file} isAbove />
      <Card padding="0">
        {page.hasAny ? (
          <CampaignList page={page} address={address} />
        ) : (
          <EmptyNote heading="No campaigns yet">
            A campaign is one mail to many at once: what is new, a sale, a thank-you. Choose a mail and a segment, say
            when it goes, and see to how many before anything leaves. Each person is asked about like for any other
            mail: whoever unsubscribed, paused or was written to just now is left alone.
          </EmptyNote>
        )}
      </Card>
      {making.modal}
    </Page>
  );
}

export function ErrorBoundary() {
  const missing = { title: 'Not found', heading: 'No campaigns here', words: 'This list does not exist.' };
  return <RouteError back={{ content: 'Home', url: '/app' }} missing={missing} />;
}
