import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { BlockStack, Layout, Page } from '@shopify/polaris';
import { ConsentEntry } from '~/components/consent-entry';
import { KeptMailCard } from '~/components/kept-mail-card';
import { MessageFacts, MessageOutcome } from '~/components/message-facts';
import { RecommendationList } from '~/components/recommendation-list';
import { RouteError } from '~/components/route-error';
import { RunStoryCard } from '~/components/run-story-card';
import { SignalsCard } from '~/components/signals-card';
import { StateBadge } from '~/components/state-badge';
import { TitledCard } from '~/components/titled-card';
import { WhatDecidedCard } from '~/components/what-decided-card';
import { capitalised, keyWords } from '~/decisions/explanations/spoken-shop';
import { messagePage, type MessagePage } from '~/ops/message.server';
import { noteLook } from '~/ops/note-look.server';
import { services } from '~/process.server';
import { authenticate } from '~/shopify.server';

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data ? titleOf(data) : 'Message' }];

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { session, sessionToken } = await authenticate.admin(request);
  const page = await messagePage(services, session.shop, params.id);
  if (page.kind === 'missing') throw new Response('there is no such message', { status: 404 });
  await noteLook(services, { session, sessionToken }, { what: 'message-shown', subject: params.id ?? '' });
  return page;
}

export default function Message() {
  const page = useLoaderData<typeof loader>();
  const { status, mail, run, consent, recommendations, shop } = page;
  return (
    <Page title={titleOf(page)} titleMetadata={<StateBadge status={status} />} backAction={BACK}>
      <Layout>
        <Layout.Section>
          <BlockStack gap="400">
            <MessageOutcome page={page} />
            <SignalsCard signals={page.signals} more={page.moreSignals} shop={shop} />
            <KeptMailCard mail={mail} hasLeft={page.hasLeft} />
            <WhatDecidedCard decisions={page.decisions} shop={shop} />
            {run && <RunStoryCard run={run} shop={shop} />}
          </BlockStack>
        </Layout.Section>
        <Layout.Section variant="oneThird">
          <BlockStack gap="400">
            <MessageFacts page={page} />
            {consent && (
              <TitledCard title="Consent that allowed it">
                <ConsentEntry entry={consent} shop={shop} />
              </TitledCard>
            )}
            {recommendations.length > 0 && (
              <TitledCard title="Products it showed">
                <RecommendationList recommendations={recommendations} />
              </TitledCard>
            )}
          </BlockStack>
        </Layout.Section>
      </Layout>
    </Page>
  );
}

const titleOf = ({ step, person: { who } }: MessagePage): string =>
  `${capitalised(keyWords(step))} to ${who?.name ?? who?.email ?? 'a visitor'}`;

const BACK = { content: 'Messages', url: '/app/messages' };

export function ErrorBoundary() {
  const words =
    'Its address may be mistyped, or it belongs to another shop. Every message of yours stands in the list.';
  return (
    <RouteError back={BACK} missing={{ title: 'Message not found', heading: 'There is no such message', words }} />
  );
}
