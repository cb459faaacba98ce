import { useState } from 'react';
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { Badge, BlockStack, InlineStack, Layout, Link, Page, Text } from '@shopify/polaris';
import { RunWay } from '~/components/flows/run-way';
import { TakeOutModal } from '~/components/flows/take-out-modal';
import { PendingPage } from '~/components/pending-page';
import { RouteError } from '~/components/route-error';
import { StateBadge } from '~/components/state-badge';
import { TitledCard } from '~/components/titled-card';
import { When } from '~/components/when';
import { capitalised, keyWords } from '~/decisions/explanations/spoken-shop';
import { runPage, takeOutOfFlow, type RunPage } from '~/ops/flows/run-page.server';
import { noteLook } from '~/ops/note-look.server';
import { services } from '~/process.server';
import { authenticate } from '~/shopify.server';

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.flowName ?? 'A way through a flow' }];

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { session, sessionToken } = await authenticate.admin(request);
  const page = await runPage(services, session.shop, params.key ?? '', params.id ?? '');
  if (!page) throw new Response('there is no such run', { status: 404 });
  await noteLook(services, { session, sessionToken }, { what: 'customer-shown', subject: page.profileId });
  return page;
}

export async function action({ request, params }: ActionFunctionArgs) {
  const { session, sessionToken } = await authenticate.admin(request);
  return takeOutOfFlow(services, session.shop, params.key ?? '', params.id ?? '', sessionToken?.sub);
}

export default function Run() {
  const run = useLoaderData<typeof loader>();
  const [isAsking, setAsking] = useState(false);
  const who = run.who ?? 'A visitor';
  const back = { content: run.flowName, url: `/app/flows/${run.flowKey}/runs` };
  return (
    <PendingPage>
      <Page
        title={who}
        subtitle={`In “${run.flowName}”, version ${run.version}`}
        titleMetadata={
          <Badge {...(run.isActive ? { tone: 'info' } : {})}>{run.isActive ? 'Under way' : 'Ended'}</Badge>
        }
        backAction={back}
        secondaryActions={[
          { content: 'Their page', url: `/app/customers/${run.profileId}` },
          ...(run.isActive
            ? [{ content: 'Take out of the flow', destructive: true, onAction: () => setAsking(true) }]
            : []),
        ]}
      >
        <Layout>
          <Layout.Section>
            <RunWay decisions={run.decisions} shop={run.shop} />
          </Layout.Section>
          <Layout.Section variant="oneThird">
            <BlockStack gap="400">
              <Now run={run} />
              <Mails run={run} />
            </BlockStack>
          </Layout.Section>
        </Layout>
        {isAsking && <TakeOutModal who={who} address={`${back.url}/${run.id}`} onClose={() => setAsking(false)} />}
      </Page>
    </PendingPage>
  );
}

function Now({ run }: { run: RunPage }) {
  return (
    <TitledCard title="Now">
      <Text as="p">{run.now}</Text>
      <Text as="p" tone="subdued">
        Came in <When at={run.startedAt} shop={run.shop} />.
        {run.nextAt && (
          <>
            {' '}
            Looked at next <When at={run.nextAt} shop={run.shop} />, or as soon as they do something.
          </>
        )}
      </Text>
    </TitledCard>
  );
}

function Mails({ run: { mails } }: { run: RunPage }) {
  return (
    <TitledCard title="Their mails">
      {mails.length === 0 && (
        <Text as="p" tone="subdued">
          None so far.
        </Text>
      )}
      {mails.map(({ id, step, status, sentence }) => (
        <BlockStack key={id} gap="100">
          <InlineStack gap="200" blockAlign="center">
            <Link url={`/app/messages/${id}`}>{capitalised(keyWords(step))}</Link>
            <StateBadge status={status} />
          </InlineStack>
          <Text as="p" tone="subdued">
            {sentence}
          </Text>
        </BlockStack>
      ))}
    </TitledCard>
  );
}

export function ErrorBoundary() {
  const words = 'Who went through it stands in the flow’s list.';
  return (
    <RouteError
      back={{ content: 'Flows', url: '/app/flows' }}
      missing={{ title: 'Not found', heading: 'There is no such way through a flow', words }}
    />
  );
}
