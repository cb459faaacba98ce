import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { BlockStack, Page } from '@shopify/polaris';
import { StoryCard } from '~/components/flows/replay/story-card';
import { RouteError } from '~/components/route-error';
import { noteLook } from '~/ops/note-look.server';
import { personPage } from '~/ops/replay/person-page.server';
import { services } from '~/process.server';
import { authenticate } from '~/shopify.server';

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.flow.name ?? 'A flow'}, replayed for one person` },
];

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { session, sessionToken } = await authenticate.admin(request);
  const page = await personPage(services, session.shop, params.key ?? '', new URL(request.url).searchParams);
  if (!page) throw new Response('there is no such replay', { status: 404 });
  await noteLook(services, { session, sessionToken }, { what: 'customer-shown', subject: page.profileId });
  return page;
}

export default function FlowReplayPerson() {
  const { flow, replayId, profileId, who, stories, shop } = useLoaderData<typeof loader>();
  return (
    <Page
      title={who ?? 'A visitor'}
      subtitle={`What “${flow.name}” would have done, and why`}
      backAction={{ content: `Replay of ${flow.name}`, url: `/app/flows/replay/${flow.key}?replay=${replayId}` }}
      secondaryActions={[{ content: 'Customer', url: `/app/customers/${profileId}` }]}
    >
      <BlockStack gap="400">
        {stories.map(({ name, story }) => (
          <StoryCard key={name} title={name} story={story} shop={shop} />
        ))}
      </BlockStack>
    </Page>
  );
}

export function ErrorBoundary() {
  const missing = {
    title: 'Not found',
    heading: 'There is no such replay',
    words: 'Replays are kept for thirty days. Ask for it again on the flow’s page.',
  };
  return <RouteError back={{ content: 'Flows', url: '/app/flows' }} missing={missing} />;
}
