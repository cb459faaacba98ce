import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { BlockStack, Card, Page, Text } from '@shopify/polaris';
import { EmptyNote } from '~/components/empty-note';
import { FeedbackCard } from '~/components/recommendations/feedback-card';
import { RouteError } from '~/components/route-error';
import { TitledCard } from '~/components/titled-card';
import { feedbackPage } from '~/ops/recommendations/feedback-page.server';
import { services } from '~/process.server';
import { authenticate } from '~/shopify.server';

export const meta: MetaFunction = () => [{ title: 'What came of recommendations' }];

export async function loader({ request }: LoaderFunctionArgs) {
  const { session } = await authenticate.admin(request);
  return feedbackPage(services, session.shop);
}

const BACK = { content: 'Recommendations', url: '/app/recommendations' };

export default function Feedback() {
  const { surfaces, days } = useLoaderData<typeof loader>();
  return (
    <Page title="What came of it" subtitle="Was it seen, clicked and bought?" backAction={BACK}>
      <BlockStack gap="400">
        {surfaces.length === 0 ? (
          <Card padding="0">
            <EmptyNote heading="Nothing to count yet" action={{ content: 'See your flows', url: '/app/flows' }}>
              {`In the last ${days} days nothing that Kindred recommended was seen. It is counted once a flow sends mails with products, or the theme shows recommendations.`}
            </EmptyNote>
          </Card>
        ) : (
          <TitledCard title={`The last ${days} days`}>
            <Text as="p">
              Counts of products, of nobody: a mail with four of them counts four as seen when it was sent. Bought means
              that somebody clicked a product and then ordered it.
            </Text>
            <Text as="p" tone="subdued">
              Of mails only what people clicked counts; programs that follow links before people do are told apart.
              Whether recommendations earn more than best-sellers would, clicks cannot say.
            </Text>
          </TitledCard>
        )}
        {surfaces.map((surface) => (
          <FeedbackCard key={surface.surface} surface={surface} />
        ))}
      </BlockStack>
    </Page>
  );
}

export function ErrorBoundary() {
  const missing = { title: 'Not found', heading: 'Nothing here', words: 'This page does not exist.' };
  return <RouteError back={BACK} missing={missing} />;
}
