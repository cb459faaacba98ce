import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useLoaderData, type ShouldRevalidateFunction } from '@remix-run/react';
import { Banner, BlockStack, Card, Page, Text } from '@shopify/polaris';
import { EmptyNote } from '~/components/empty-note';
import { RouteError } from '~/components/route-error';
import { SegmentEditor } from '~/components/segments/segment-editor';
import { segmentFromShopify } from '~/ops/segments/from-shopify.server';
import { services } from '~/process.server';
import { authenticate } from '~/shopify.server';

export const meta: MetaFunction = () => [{ title: 'New segment' }];

/** Where Shopify's “Use segment” leads. */
export async function loader({ request }: LoaderFunctionArgs) {
  const { session } = await authenticate.admin(request);
  return segmentFromShopify(services, session.shop, new URL(request.url).searchParams);
}

/** Asking whom a rule means, and saving it, change nothing here. */
export const shouldRevalidate: ShouldRevalidateFunction = ({ formAction, defaultShouldRevalidate }) =>
  formAction?.startsWith('/app/segments/') ? false : defaultShouldRevalidate;

const BACK = { content: 'Segments', url: '/app/segments' };

export default function FromShopify() {
  const handed = useLoaderData<typeof loader>();
  return (
    <Page title="New segment" subtitle="From one of Shopify’s. Nothing is kept until you save it." backAction={BACK}>
      {handed.kind === 'refused' ? (
        <Card padding="0">
          <EmptyNote heading="There is nothing to take over" action={{ content: 'All segments', url: BACK.url }}>
            {handed.problem}
          </EmptyNote>
        </Card>
      ) : (
        <BlockStack gap="400">
          <Same segments={handed.same} />
          <SegmentEditor page={handed.page} />
        </BlockStack>
      )}
    </Page>
  );
}

function Same({ segments }: { segments: { id: string; name: string }[] }) {
  const [first] = segments;
  if (!first) return null;
  return (
    <Banner tone="info" title="There is one already">
      <Text as="p">
        <Link to={`/app/segments/${first.id}`}>{first.name}</Link> has the same people. Save this one only if you want
        two.
      </Text>
    </Banner>
  );
}

export function ErrorBoundary() {
  const missing = { title: 'Not found', heading: 'No segment here', words: 'This page does not exist.' };
  return <RouteError back={BACK} missing={missing} />;
}
