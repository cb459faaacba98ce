import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { BlockStack, Button, Card, InlineStack, Layout, Page, Text } from '@shopify/polaris';
import { HealthCard } from '~/components/home/health-card';
import { HomeAlerts } from '~/components/home/home-alerts';
import { InsightCard, NextMailCard } from '~/components/home/insight-card';
import { LatelyCard } from '~/components/home/lately-card';
import { ResultsCard } from '~/components/home/results-card';
import { SetupGuide } from '~/components/home/setup-guide';
import { useProgress } from '~/components/use-progress';
import { When } from '~/components/when';
import { home } from '~/ops/home.server';
import { noteLook } from '~/ops/note-look.server';
import type { SaveOutcome } from '~/ops/save-outcome';
import { putSetupAway, type SetupSteps } from '~/ops/setup-steps.server';
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

/** The one change of this page: the list of what is to be done at first is put away. */
export async function action({ request }: ActionFunctionArgs): Promise<SaveOutcome> {
  const { session } = await authenticate.admin(request);
  await putSetupAway(services, session.shop);
  return { kind: 'saved' };
}

type Data = ReturnType<typeof useLoaderData<typeof loader>>;

export default function Home() {
  const data = useLoaderData<typeof loader>();
  const { steps, shop, insight } = data;
  useProgress(steps.isSynced);
  const isRunning = insight === null;
  const guide = needsGuide(steps) && <SetupGuide steps={steps} shop={shop} themeEditorUrl={data.themeEditorUrl} />;
  return (
    <Page title={shop.name} subtitle="What Kindred does for your store, and what it needs from you">
      <Layout>
        <Layout.Section>
          <BlockStack gap="400">
            <HomeAlerts health={data.health} shop={shop} />
            {isRunning && <ResultsCard results={data.results} shop={shop} />}
            {isRunning && <Waiting data={data} />}
            {isRunning && <LatelyCard messages={data.lately} shop={shop} />}
            {insight && <InsightCard insight={insight} shop={shop} isSynced={steps.isSynced} />}
            {insight && guide}
            {insight && <NextMailCard insight={insight} isSynced={steps.isSynced} />}
          </BlockStack>
        </Layout.Section>
        <Layout.Section variant="oneThird">
          <BlockStack gap="400">
            {isRunning && guide}
            <HealthCard {...data} />
          </BlockStack>
        </Layout.Section>
      </Layout>
    </Page>
  );
}

/** Until all of it is done, or somebody has had enough of it. */
const needsGuide = ({ isPutAway, isSynced, lastVisitAt, isFlowOn, firstMailAt }: SetupSteps): boolean =>
  !isPutAway && !(isSynced && lastVisitAt !== null && isFlowOn && firstMailAt !== null);

function Waiting({ data: { waiting, shop } }: { data: Data }) {
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          What happens next
        </Text>
        <Text as="p">
          {waiting.inFlow === 0
            ? 'Nobody is on their way to a mail. That changes as soon as somebody who is known sets a flow off.'
            : `${waiting.inFlow} ${waiting.inFlow === 1 ? 'person is' : 'people are'} on their way to a mail.`}
          {waiting.nextAt && (
            <>
              {' '}
              The next decision falls <When at={waiting.nextAt} shop={shop} />.
            </>
          )}
        </Text>
        <InlineStack gap="200">
          <Button url="/app/flows">See the flows</Button>
          <Button url="/app/messages" variant="plain">
            What was sent, and what was not
          </Button>
        </InlineStack>
      </BlockStack>
    </Card>
  );
}
