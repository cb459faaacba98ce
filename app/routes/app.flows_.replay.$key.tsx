import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { BlockStack, Page, Text } from '@shopify/polaris';
import { AskCard } from '~/components/flows/replay/ask-card';
import { PeopleCard } from '~/components/flows/replay/people-card';
import { ProgressCard } from '~/components/flows/replay/progress-card';
import { DetailCards, DifferenceCard, FoundationsCard, SummaryCard } from '~/components/flows/replay/result-cards';
import { LooseRow } from '~/components/loose-row';
import { RouteError } from '~/components/route-error';
import { useProgress } from '~/components/use-progress';
import { exactTime } from '~/components/when';
import { noteLook } from '~/ops/note-look.server';
import { askReplay } from '~/ops/replay/ask-replay.server';
import { replayPage } from '~/ops/replay/replay-page.server';
import { services } from '~/process.server';
import { authenticate } from '~/shopify.server';

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `Replay of ${data?.flow.name ?? 'a flow'}` }];

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { session, sessionToken } = await authenticate.admin(request);
  const page = await replayPage(services, session.shop, params.key ?? '', new URL(request.url).searchParams);
  if (!page) throw new Response('there is no such flow', { status: 404 });
  const look = { what: 'flow-runs-shown', subject: page.flow.key } as const;
  if (page.replay?.found?.rows.length) await noteLook(services, { session, sessionToken }, look);
  return page;
}

export async function action({ request, params }: ActionFunctionArgs) {
  const { session, sessionToken } = await authenticate.admin(request);
  const form = Object.fromEntries(await request.formData());
  return askReplay(services, session.shop, params.key ?? '', form, sessionToken?.sub);
}

export default function FlowReplay() {
  const { flow, shop, choices, replay } = useLoaderData<typeof loader>();
  const address = `/app/flows/replay/${flow.key}`;
  const isBusy = replay?.state === 'waiting' || replay?.state === 'running';
  useProgress(!isBusy);
  return (
    <Page
      title={`Replay of ${flow.name}`}
      subtitle="What would it have done, to whom, and when?"
      backAction={{ content: flow.name, url: `/app/flows/${flow.key}` }}
      secondaryActions={[{ content: 'Try it on somebody made up', url: `${address}/try` }]}
    >
      <BlockStack gap="400">
        <AskCard address={address} choices={choices} isBusy={isBusy} />
        {replay && <ProgressCard replay={replay} />}
        {replay?.result && (
          <>
            <LooseRow>
              <Text as="p" tone="subdued">
                From {exactTime(replay.from, shop)} until {exactTime(replay.until, shop)}, as if it had been on all the
                time.
              </Text>
            </LooseRow>
            <SummaryCard replay={replay} shop={shop} />
            <DifferenceCard replay={replay} shop={shop} />
            <DetailCards replay={replay} shop={shop} />
            <PeopleCard replay={replay} shop={shop} address={address} />
            <FoundationsCard replay={replay} />
          </>
        )}
      </BlockStack>
    </Page>
  );
}

export function ErrorBoundary() {
  const missing = { title: 'Not found', heading: 'There is no such flow', words: 'It may have been deleted.' };
  return <RouteError back={{ content: 'Flows', url: '/app/flows' }} missing={missing} />;
}
