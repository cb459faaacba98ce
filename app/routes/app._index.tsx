import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { BlockStack, Button, Card, InlineGrid, InlineStack, Layout, Link, Page, Text } from '@shopify/polaris';
import { HomeAlerts } from '~/components/home-alerts';
import { Figure, InsightCard } from '~/components/insight-card';
import { LatelyCard } from '~/components/lately-card';
import { moneyWords } from '~/components/money-words';
import { SetupGuide } from '~/components/setup-guide';
import { useProgress } from '~/components/use-progress';
import { When } from '~/components/when';
import { home } from '~/ops/home.server';
import { noteLook } from '~/ops/note-look.server';
import { themeEditorUrl } from '~/ops/theme-editor-url';
import { services } from '~/process.server';
import { authenticate } from '~/shopify.server';

export const meta: MetaFunction = () => [{ title: 'Home' }];

export async function loader({ request }: LoaderFunctionArgs) {
  const { session, sessionToken } = await authenticate.admin(request);
  const page = await home(services, session.shop);
  const look = { what: 'newest-messages-shown', subject: 'home' } as const;
  if (page.lately.length > 0) await noteLook(services, { session, sessionToken }, look);
  return { ...page, themeEditorUrl: themeEditorUrl(session.shop, services.env.SHOPIFY_API_KEY) };
}

type Data = ReturnType<typeof useLoaderData<typeof loader>>;

export default function Home() {
  const data = useLoaderData<typeof loader>();
  const { steps, shop, insight } = data;
  useProgress(steps.isSynced);
  const isRunning = insight === null;
  const isReady =
    isRunning && steps.isSynced && steps.hasSender && steps.isSenderVerified && steps.lastVisitAt !== null;
  return (
    <Page title={shop.name} subtitle="What Kindred does for your store, and what it needs from you">
      <Layout>
        <Layout.Section>
          <BlockStack gap="400">
            <HomeAlerts health={data.health} shop={shop} />
            {isRunning && <Results data={data} />}
            {isRunning && <Waiting data={data} />}
            {isRunning && <LatelyCard messages={data.lately} shop={shop} />}
            {insight && <InsightCard insight={insight} shop={shop} isSynced={steps.isSynced} />}
          </BlockStack>
        </Layout.Section>
        <Layout.Section variant="oneThird">
          <BlockStack gap="400">
            {!isReady && <SetupGuide steps={steps} shop={shop} themeEditorUrl={data.themeEditorUrl} />}
            <Health data={data} />
          </BlockStack>
        </Layout.Section>
      </Layout>
    </Page>
  );
}

/** At most three numbers, each with its meaning. */
function Results({ data: { results, shop } }: { data: Data }) {
  const { attributedMinor, attributedOrders, sent, mailablePeople, creditedBy } = results;
  return (
    <Card>
      <BlockStack gap="400">
        <Text as="h2" variant="headingMd">
          The last 30 days
        </Text>
        <InlineGrid columns={{ xs: 1, sm: 3 }} gap="400">
          <Figure
            value={moneyWords(attributedMinor, shop)}
            words={`from ${attributedOrders} ${attributedOrders === 1 ? 'order' : 'orders'} ${creditedBy}; what would have come anyway is in it`}
          />
          <Figure value={sent.toLocaleString('en')} words={sent === 1 ? 'mail sent' : 'mails sent'} />
          <Figure value={mailablePeople.toLocaleString('en')} words="people who may be mailed" />
        </InlineGrid>
      </BlockStack>
    </Card>
  );
}

function Waiting({ data: { waiting, shop } }: { data: Data }) {
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          What happens next
        </Text>
        <Text as="p">
          {waiting.inFlow === 0
            ? 'Nobody is on their way to a mail. That changes as soon as somebody who is known leaves a cart.'
            : `${waiting.inFlow} ${waiting.inFlow === 1 ? 'person is' : 'people are'} on their way to a mail about their cart.`}
          {waiting.nextAt && (
            <>
              {' '}
              The next decision falls <When at={waiting.nextAt} shop={shop} />.
            </>
          )}
        </Text>
        <InlineStack gap="200">
          <Button url="/app/flows/abandoned-cart">See who</Button>
          <Button url="/app/messages" variant="plain">
            What was sent, and what was not
          </Button>
        </InlineStack>
      </BlockStack>
    </Card>
  );
}

function Health({ data: { health, shop, steps } }: { data: Data }) {
  const { recommender } = health;
  return (
    <Card>
      <BlockStack gap="200">
        <Text as="h2" variant="headingMd">
          Health
        </Text>
        <Text as="p">
          {health.lastHeardAt ? (
            <>
              Last heard from your store <When at={health.lastHeardAt} shop={shop} />.
            </>
          ) : (
            'Nothing heard from your store since the first sync.'
          )}
        </Text>
        {health.isWindowed && (
          <Text as="p">
            Shopify shows Kindred only the orders of the last 60 days. <Link url="/app/data">What to do</Link>
          </Text>
        )}
        <Text as="p">{sendingWords(health.isPaused, steps.hasSender)}</Text>
        <Text as="p">
          {recommender
            ? `Recommendations find a product people then buy ${times(recommender)} as often as best-sellers would.`
            : 'Recommendations: best-sellers, until there are orders to learn from.'}
        </Text>
      </BlockStack>
    </Card>
  );
}

const sendingWords = (isPaused: boolean, hasSender: boolean): string =>
  isPaused
    ? 'Sending is paused.'
    : hasSender
      ? 'Sending is on.'
      : 'Sending waits until it is said who the mail is from.';

const times = ({ hitRate10, popularityHitRate10 }: { hitRate10: number; popularityHitRate10: number }): string =>
  popularityHitRate10 > 0 ? `${(hitRate10 / popularityHitRate10).toFixed(1)} times` : 'more';
