import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { BlockStack, Page } from '@shopify/polaris';
import { AnswerCard } from '~/components/deliverability/answer-card';
import { BecameCard } from '~/components/deliverability/became-card';
import { DoubtCard } from '~/components/deliverability/doubt-card';
import { GoodStart } from '~/components/deliverability/good-start';
import { MailboxesCard, SourcesCard } from '~/components/deliverability/count-tables';
import { StopLossCard } from '~/components/deliverability/stop-loss-card';
import { SuppressedCard } from '~/components/deliverability/suppressed-card';
import { WayCard } from '~/components/deliverability/way-card';
import { useListAddress } from '~/components/list-address';
import { PendingPage } from '~/components/pending-page';
import { RouteError } from '~/components/route-error';
import { FileProblem } from '~/components/file-problem';
import { useExport } from '~/components/use-export';
import { deliverabilityPage } from '~/ops/deliverability/deliverability-page.server';
import { services } from '~/process.server';
import { authenticate } from '~/shopify.server';

export const meta: MetaFunction = () => [{ title: 'Deliverability' }];

export async function loader({ request }: LoaderFunctionArgs) {
  const { session } = await authenticate.admin(request);
  return deliverabilityPage(services, session.shop, new URL(request.url).searchParams);
}

export default function Deliverability() {
  const page = useLoaderData<typeof loader>();
  const address = useListAddress(['days'], { isPart: true });
  const file = useExport('mail-counts', `?days=${page.days}`);
  const isEmpty = page.total.sent === 0;
  return (
    <PendingPage>
      <Page
        title="Deliverability"
        subtitle="Does my mail arrive, and what stands in the way?"
        {...(isEmpty
          ? {}
          : { secondaryActions: [{ content: 'Export', onAction: file.start, loading: file.isLoading }] })}
      >
        <FileProblem file={file} isAbove />
        <BlockStack gap="400">
          <AnswerCard page={page} address={address} />
          {isEmpty ? <GoodStart /> : <BecameCard page={page} />}
          {!isEmpty && <MailboxesCard page={page} />}
          {!isEmpty && <SourcesCard page={page} />}
          <StopLossCard page={page} />
          <WayCard page={page} />
          <SuppressedCard page={page} />
          <DoubtCard page={page} />
        </BlockStack>
      </Page>
    </PendingPage>
  );
}

export function ErrorBoundary() {
  const missing = { title: 'Not found', heading: 'Nothing here', words: 'This page does not exist.' };
  return <RouteError back={{ content: 'Home', url: '/app' }} missing={missing} />;
}
