import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { Banner, BlockStack, Page, Text } from '@shopify/polaris';
import { StoryCard } from '~/components/flows/replay/story-card';
import { TryFlowForm } from '~/components/flows/replay/try-form';
import { RouteError } from '~/components/route-error';
import { tryFlowPage } from '~/ops/replay/try-page.server';
import { services } from '~/process.server';
import { authenticate } from '~/shopify.server';

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `Try ${data?.flow.name ?? 'a flow'}` }];

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { session } = await authenticate.admin(request);
  const page = await tryFlowPage(services, session.shop, params.key ?? '', new URL(request.url).searchParams);
  if (!page) throw new Response('there is no such flow', { status: 404 });
  return page;
}

export default function TryFlow() {
  const page = useLoaderData<typeof loader>();
  const { flow, shop, problem, story, chosen, life } = page;
  return (
    <Page
      title={`Try ${flow.name}`}
      subtitle="What would it do for somebody to whom this happens from now on?"
      backAction={{ content: `Replay of ${flow.name}`, url: `/app/flows/replay/${flow.key}` }}
    >
      <BlockStack gap="400">
        <TryFlowForm key={JSON.stringify([chosen, life])} page={page} />
        {problem && (
          <Banner tone="warning" title="It cannot be tried">
            <Text as="p">{problem}</Text>
          </Banner>
        )}
        {story && <StoryCard title="What would happen" story={story} shop={shop} />}
      </BlockStack>
    </Page>
  );
}

export function ErrorBoundary() {
  const missing = { title: 'Not found', heading: 'There is no such flow', words: 'It may have been deleted.' };
  return <RouteError back={{ content: 'Flows', url: '/app/flows' }} missing={missing} />;
}
