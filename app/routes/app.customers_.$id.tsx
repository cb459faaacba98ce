import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { BlockStack, Layout, Page } from '@shopify/polaris';
import { CustomerConsentCard } from '~/components/customer-consent-card';
import { CustomerFacts } from '~/components/customer-facts';
import { CustomerIdentities } from '~/components/customer-identities';
import { CustomerMergesCard } from '~/components/customer-merges-card';
import { CustomerNextCard } from '~/components/customer-next-card';
import { CustomerProperties } from '~/components/customer-properties';
import { CustomerRecommendations } from '~/components/customer-recommendations';
import { CustomerShopping } from '~/components/customer-shopping';
import { CustomerTraitsCard } from '~/components/customer-traits-card';
import { PendingPage } from '~/components/pending-page';
import { RouteError } from '~/components/route-error';
import { FileProblem } from '~/components/file-problem';
import { useExport } from '~/components/use-export';
import { ConsentBadge } from '~/components/state-badge';
import { TimelineCard } from '~/components/timeline-card';
import { customerPage, type CustomerPage } from '~/ops/customer.server';
import { noteLook } from '~/ops/note-look.server';
import { undoMergeOf } from '~/ops/undo-merge.server';
import { services } from '~/process.server';
import { authenticate } from '~/shopify.server';

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data ? titleOf(data) : 'Customer' }];

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { session, sessionToken } = await authenticate.admin(request);
  const page = await customerPage(services, session.shop, params.id, new URL(request.url).searchParams);
  if (page.kind === 'moved') throw redirect(`/app/customers/${page.profileId}`);
  if (page.kind === 'missing') throw new Response('there is no such customer', { status: 404 });
  await noteLook(services, { session, sessionToken }, { what: 'customer-shown', subject: page.id });
  return page;
}

export async function action({ request }: ActionFunctionArgs) {
  const { session, sessionToken } = await authenticate.admin(request);
  const form = await request.formData();
  return undoMergeOf(services, session.shop, sessionToken?.sub ?? 'unknown', form.get('mergeId'));
}

export default function Customer() {
  const page = useLoaderData<typeof loader>();
  const { who, mailability, shop, id } = page;
  const history = useExport('events', `profile=${id}`);
  const byMachine = { ...shop, now: page.machineNow };
  return (
    <PendingPage>
      <Page
        title={titleOf(page)}
        titleMetadata={<ConsentBadge mailability={mailability.state} />}
        {...(who?.name ? { subtitle: who.email } : {})}
        backAction={BACK}
        secondaryActions={[
          { content: 'Who looked', url: `/app/settings/audit?about=${id}` },
          { content: 'Export history', onAction: history.start, loading: history.isLoading },
        ]}
      >
        <FileProblem file={history} isAbove />
        <Layout>
          <Layout.Section>
            <BlockStack gap="400">
              <CustomerNextCard page={page} />
              <CustomerConsentCard mailability={mailability} refusesSale={page.refusesSale} shop={shop} />
              <TimelineCard timeline={page.timeline} />
            </BlockStack>
          </Layout.Section>
          <Layout.Section variant="oneThird">
            <BlockStack gap="400">
              <CustomerFacts page={page} />
              <CustomerTraitsCard traits={page.traits} />
              <CustomerIdentities identities={page.identities} shop={byMachine} />
              <CustomerMergesCard merges={page.merges} shop={byMachine} profileId={id} />
              <CustomerProperties page={page} />
              <CustomerShopping page={page} />
              <CustomerRecommendations key={id} profileId={id} />
            </BlockStack>
          </Layout.Section>
        </Layout>
      </Page>
    </PendingPage>
  );
}

const titleOf = ({ who }: CustomerPage): string => who?.name ?? who?.email ?? 'A visitor';

const BACK = { content: 'Customers', url: '/app/customers' };

export function ErrorBoundary() {
  const words =
    'This person may have been erased at their own request, or turned out to be somebody who is known already. Whoever is known stands in the list.';
  return <RouteError back={BACK} missing={{ title: 'Customer not found', heading: 'There is nobody here', words }} />;
}
