import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { Banner, BlockStack, Card, Page, Text } from '@shopify/polaris';
import { TrialCard } from '~/components/trial-card';
import { TryForm } from '~/components/try-form';
import { When } from '~/components/when';
import { recommendationsPage } from '~/ops/recommendations.server';
import { services } from '~/process.server';
import { authenticate } from '~/shopify.server';

export const meta: MetaFunction = () => [{ title: 'Recommendations' }];

export async function loader({ request }: LoaderFunctionArgs) {
  const { session } = await authenticate.admin(request);
  return recommendationsPage(services, session.shop, new URL(request.url).searchParams);
}

type Data = ReturnType<typeof useLoaderData<typeof loader>>;

export default function Recommendations() {
  const data = useLoaderData<typeof loader>();
  const { trial, examples, shop } = data;
  const asked = trial && trial !== 'unknown-shopper' ? trial : null;
  return (
    <Page title="Recommendations" subtitle="Does it know what people want?">
      <BlockStack gap="400">
        <Quality data={data} />
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

function Quality({ data: { quality, trainedAt, shop } }: { data: Data }) {
  return (
    <Card>
      <BlockStack gap="200">
        <Text as="h2" variant="headingMd">
          How good it is
        </Text>
        <Text as="p">{qualityWords(quality)}</Text>
        {trainedAt && (
          <Text as="p" tone="subdued">
            It last learned <When at={trainedAt} shop={shop} />, and does so each night. What somebody looks at or puts
            into the cart counts at once. It cannot know what was bought elsewhere. A product nobody has bought or
            viewed it knows by its title, type, vendor, tags, collections and price alone, and one that was added since
            then from the next night on.
          </Text>
        )}
      </BlockStack>
    </Card>
  );
}

/** Of fewer, a share may lie ten points beside the true one. */
const FEW_CASES = 100;

function qualityWords(quality: Data['quality']): string {
  if (!quality)
    return 'There are too few orders to learn from. Until there are, best-sellers are shown, or nothing where even those are not known.';
  const { hitRate10, popularityHitRate10, cases } = quality;
  const percent = (share: number) => `${(share * 100).toFixed(0)} %`;
  const times = popularityHitRate10 > 0 ? `, ${(hitRate10 / popularityHitRate10).toFixed(1)} times as often` : '';
  return `Of ${cases.toLocaleString('en')} later orders that it had not seen, one product was hidden. Kindred has it among ten in ${percent(hitRate10)}; best-sellers alone in ${percent(popularityHitRate10)}${times}.${cases < FEW_CASES ? ' These are few orders: take both figures as rough.' : ''}`;
}
