import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { Banner, BlockStack, Page, Text } from '@shopify/polaris';
import { TrialCard } from '~/components/recommendations/trial-card';
import { TryForm } from '~/components/recommendations/try-form';
import { recommendationsPage } from '~/ops/recommendations/try-page.server';
import { services } from '~/process.server';
import { authenticate } from '~/shopify.server';

export const meta: MetaFunction = () => [{ title: 'Try recommendations' }];

export async function loader({ request }: LoaderFunctionArgs) {
  const { session } = await authenticate.admin(request);
  return recommendationsPage(services, session.shop, new URL(request.url).searchParams);
}

export default function TryRecommendations() {
  const data = useLoaderData<typeof loader>();
  const { trial, examples, shop } = data;
  const asked = trial && trial !== 'unknown-shopper' ? trial : null;
  return (
    <Page
      title="Try it"
      subtitle="What would be shown, and why?"
      backAction={{ content: 'Recommendations', url: '/app/recommendations' }}
    >
      <BlockStack gap="400">
        <TryForm key={JSON.stringify(asked?.cart)} cart={asked?.cart ?? []} shopper={asked?.shopper ?? ''} />
        {trial === 'unknown-shopper' && (
          <Banner tone="warning" title="Nobody has this address here">
            <Text as="p">Take one from the list of customers, or leave it empty to try a cart alone.</Text>
          </Banner>
        )}
        {asked && <TrialCard trial={asked} shop={shop} title="What would be recommended" />}
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
