import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { redirect } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { Page } from '@shopify/polaris';
import { CampaignWizard } from '~/components/campaigns/campaign-wizard';
import { RouteError } from '~/components/route-error';
import { changeCampaign } from '~/ops/campaigns/change-campaign.server';
import { editPage } from '~/ops/campaigns/edit-page.server';
import { noteLook } from '~/ops/note-look.server';
import { services } from '~/process.server';
import { authenticate } from '~/shopify.server';

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.form.name ?? 'Campaign' }];

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { session, sessionToken } = await authenticate.admin(request);
  const page = await editPage(services, session.shop, params.id ?? '', new URL(request.url).searchParams);
  if (!page) throw new Response('there is no such campaign', { status: 404 });
  if (!page.isDraft) throw redirect(`/app/campaigns/${page.id}`);
  if (page.audience?.some.length)
    await noteLook(services, { session, sessionToken }, { what: 'campaign-audience-shown', subject: page.id });
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

export default function EditCampaign() {
  const page = useLoaderData<typeof loader>();
  return (
    <Page title={page.form.name} subtitle="A draft: nothing leaves before you schedule it" backAction={BACK}>
      <CampaignWizard key={`${page.id} ${page.step}`} page={page} />
    </Page>
  );
}

export function ErrorBoundary() {
  const words = 'It may have been let go of. All others stand in the list.';
  return (
    <RouteError back={BACK} missing={{ title: 'Campaign not found', heading: 'There is no such campaign', words }} />
  );
}
