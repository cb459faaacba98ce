import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { Banner, BlockStack, List, Page, Text } from '@shopify/polaris';
import { SayingsCard } from '~/components/recommendations/sayings-card';
import { TrialCard } from '~/components/recommendations/trial-card';
import { TryForm } from '~/components/recommendations/try-form';
import { RouteError } from '~/components/route-error';
import { TitledCard } from '~/components/titled-card';
import { noteLook } from '~/ops/note-look.server';
import { tryPage } from '~/ops/recommendations/try-page.server';
import { services } from '~/process.server';
import { authenticate } from '~/shopify.server';

export const meta: MetaFunction = () => [{ title: 'Try recommendations' }];

export async function loader({ request }: LoaderFunctionArgs) {
  const { session, sessionToken } = await authenticate.admin(request);
  const page = await tryPage(services, session.shop, new URL(request.url).searchParams);
  if (page.profileId)
    await noteLook(services, { session, sessionToken }, { what: 'recommendations-tried', subject: page.profileId });
  return page;
}

const BACK = { content: 'Recommendations', url: '/app/recommendations' };

export default function TryRecommendations() {
  const { asked, problems, trial, sayings, examples, shop } = useLoaderData<typeof loader>();
  const isNothing = !trial && examples.length === 0 && problems.length === 0;
  return (
    <Page title="Try it" subtitle="What would be shown, and why?" backAction={BACK}>
      <BlockStack gap="400">
        {problems.length > 0 && (
          <Banner tone="warning" title="Not all of it could be asked">
            <List>
              {problems.map((problem) => (
                <List.Item key={problem}>{problem}</List.Item>
              ))}
            </List>
          </Banner>
        )}
        <TryForm key={JSON.stringify(asked)} asked={asked} />
        {trial && <TrialCard trial={trial} shop={shop} title="What would be shown" />}
        {sayings && <SayingsCard sayings={sayings} />}
        {isNothing && (
          <TitledCard title="Nothing to show yet">
            <Text as="p">
              Kindred has not learned from the store’s orders yet. It does so as soon as they are read, and then each
              night.
            </Text>
          </TitledCard>
        )}
        {examples.map((example) => (
          <TrialCard
            key={example.cart[0]?.id}
            trial={example}
            shop={shop}
            title={`With ${example.cart[0]?.title ?? 'this'} in the cart`}
          />
        ))}
      </BlockStack>
    </Page>
  );
}

export function ErrorBoundary() {
  const missing = { title: 'Not found', heading: 'Nothing to try here', words: 'This page does not exist.' };
  return <RouteError back={BACK} missing={missing} />;
}
