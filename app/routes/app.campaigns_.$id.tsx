import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { redirect } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { BlockStack, Page } from '@shopify/polaris';
import { CampaignActions, useCampaignActions } from '~/components/campaigns/campaign-actions';
import { CodeFiguresCard } from '~/components/campaigns/codes-card';
import { FiguresCard } from '~/components/campaigns/figures-card';
import { HistoryCard, PlanCard, SkippedCard } from '~/components/campaigns/plan-card';
import { ProgressCard } from '~/components/campaigns/progress-card';
import { PendingPage } from '~/components/pending-page';
import { RouteError } from '~/components/route-error';
import { useProgress } from '~/components/use-progress';
import { campaignPage } from '~/ops/campaigns/campaign-page.server';
import { changeCampaign } from '~/ops/campaigns/change-campaign.server';
import { services } from '~/process.server';
import { authenticate } from '~/shopify.server';

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.name ?? 'Campaign' }];

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { session } = await authenticate.admin(request);
  const page = await campaignPage(services, session.shop, params.id ?? '');
  if (!page) throw new Response('there is no such campaign', { status: 404 });
  if (page.state === 'draft') throw redirect(`/app/campaigns/${page.id}/edit`);
  return page;
}

export async function action({ request }: ActionFunctionArgs) {
  const { session, sessionToken } = await authenticate.admin(request);
  const form = Object.fromEntries(await request.formData());
  const outcome = await changeCampaign(services, session.shop, sessionToken?.sub ?? 'unknown', form);
  // To another page at once: this one may be about something that is there no more, or is a draft no more.
  const isElsewhere = outcome.kind === 'saved' && !outcome.to.startsWith(new URL(request.url).pathname);
  return isElsewhere ? redirect(outcome.to) : outcome;
}

const BACK = { content: 'Campaigns', url: '/app/campaigns' };

export default function Campaign() {
  const page = useLoaderData<typeof loader>();
  const actions = useCampaignActions(page);
  // Also before it begins, as its time comes while somebody looks; and while what had not left is being taken back.
  const isClearing = page.state === 'cancelled' && (page.figures?.waiting ?? 0) > 0;
  const isMoving = page.state === 'scheduled' || page.state === 'sending' || page.isResuming || isClearing;
  useProgress(!isMoving);
  return (
    <PendingPage>
      <Page title={page.name} backAction={BACK} {...actions.buttons}>
        <BlockStack gap="400">
          <ProgressCard page={page} />
          <FiguresCard page={page} />
          {page.codes && <CodeFiguresCard codes={page.codes} shop={page.shop} />}
          <SkippedCard page={page} />
          <PlanCard page={page} />
          <HistoryCard page={page} />
        </BlockStack>
        <CampaignActions page={page} actions={actions} />
      </Page>
    </PendingPage>
  );
}

export function ErrorBoundary() {
  const words = 'It may have been let go of while it was a draft. All others stand in the list.';
  return (
    <RouteError back={BACK} missing={{ title: 'Campaign not found', heading: 'There is no such campaign', words }} />
  );
}
