import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { BlockStack, Card, InlineStack, Page, Text } from '@shopify/polaris';
import { AdaptiveList, type ListRow } from '~/components/adaptive-list';
import { EmptyNote } from '~/components/empty-note';
import { useListAddress } from '~/components/list-address';
import { ListFilters, type Choice } from '~/components/list-filters';
import { RouteError } from '~/components/route-error';
import { StateBadge } from '~/components/state-badge';
import { FileProblem } from '~/components/file-problem';
import { useExport } from '~/components/use-export';
import { When } from '~/components/when';
import { REASON_NAMES } from '~/decisions/explanations/reason-words';
import { capitalised, keyWords } from '~/decisions/explanations/spoken-shop';
import { messagesPage, type MessageRow } from '~/ops/messages.server';
import { noteLook } from '~/ops/note-look.server';
import type { PageShop } from '~/ops/shop-context.server';
import { services } from '~/process.server';
import { authenticate } from '~/shopify.server';

export const meta: MetaFunction = () => [{ title: 'Messages' }];

export async function loader({ request }: LoaderFunctionArgs) {
  const { session, sessionToken } = await authenticate.admin(request);
  const page = await messagesPage(services, session.shop, new URL(request.url).searchParams);
  const what = page.filter.to ? 'messages-searched' : 'messages-listed';
  await noteLook(services, { session, sessionToken }, { what, subject: 'messages' });
  return page;
}

const FILTERS = ['to', 'state', 'reason', 'flow'];

const STATES: Choice = {
  name: 'state',
  label: 'State',
  options: [
    { label: 'All', value: '' },
    { label: 'Sent', value: 'sent' },
    { label: 'Waiting', value: 'waiting' },
    { label: 'Not sent', value: 'not-sent' },
    { label: 'In doubt', value: 'in-doubt' },
  ],
};

const REASONS: Choice = {
  name: 'reason',
  label: 'Reason',
  options: [{ label: 'Any', value: '' }, ...Object.entries(REASON_NAMES).map(([value, label]) => ({ label, value }))],
};

export default function Messages() {
  const { messages, flows, shop, links } = useLoaderData<typeof loader>();
  const address = useListAddress(FILTERS);
  const flowChoice: Choice = {
    name: 'flow',
    label: 'Flow',
    options: [{ label: 'All', value: '' }, ...flows.map(({ key, name }) => ({ label: name, value: key }))],
  };
  const flowNames = new Map(flows.map(({ key, name }) => [key, name]));
  const file = useExport('messages', address.search);
  const isFirstUse = messages.length === 0 && !address.hasFilters && !links.newer;
  return (
    <Page
      title="Messages"
      subtitle="What was sent or not, and why"
      secondaryActions={[{ content: 'Export', onAction: file.start, loading: file.isLoading }]}
    >
      <FileProblem file={file} isAbove />
      <Card padding="0">
        {isFirstUse ? (
          <FirstUse />
        ) : (
          <>
            <ListFilters
              address={address}
              search={{ name: 'to', label: 'To', helpText: 'A whole email address. They are kept encrypted.' }}
              choices={[STATES, REASONS, flowChoice]}
            />
            {messages.length === 0 ? (
              <EmptyNote heading="No message is like that" action={{ content: 'Show all', url: '/app/messages' }}>
                Nothing that was planned fits these filters.
              </EmptyNote>
            ) : (
              <AdaptiveList
                resourceName={{ singular: 'message', plural: 'messages' }}
                headings={[
                  { title: 'To' },
                  { title: 'Mail' },
                  { title: 'State' },
                  { title: 'Why' },
                  { title: 'Planned' },
                ]}
                rows={messages.map((message) => rowOf(message, shop, flowNames))}
                pages={{ address, links }}
              />
            )}
          </>
        )}
      </Card>
    </Page>
  );
}

function FirstUse() {
  return (
    <EmptyNote heading="Nothing is planned yet" action={{ content: 'See the flows', url: '/app/flows' }}>
      When somebody leaves a cart and a flow is on, the mail for them appears here as soon as it is planned: with the
      time it will go, and, if it does not go, the reason why not.
    </EmptyNote>
  );
}

function rowOf(message: MessageRow, shop: PageShop, flowNames: Map<string, string>): ListRow {
  const { id, to, name, step, flow, campaign, status, reason, plannedAt } = message;
  const title = name ?? to ?? 'A visitor';
  const mail = campaign ?? capitalised(keyWords(step));
  const when = <When at={plannedAt} shop={shop} />;
  return {
    id,
    title,
    url: `/app/messages/${id}`,
    cells: [
      <BlockStack key="to">
        <Text as="span" fontWeight="medium">
          {title}
        </Text>
        {name && <Small words={to ?? ''} />}
      </BlockStack>,
      <BlockStack key="mail">
        <Text as="span">{mail}</Text>
        {campaign && <Small words="Campaign" />}
        {flow && <Small words={flowNames.get(flow) ?? flow} />}
      </BlockStack>,
      <StateBadge key="state" status={status} />,
      <Text as="span" key="why" breakWord>
        {reason ?? ''}
      </Text>,
      when,
    ],
    summary: (
      <>
        <InlineStack gap="200" blockAlign="center">
          <StateBadge status={status} />
          <Text as="span" tone="subdued">
            {mail}, {when}
          </Text>
        </InlineStack>
        {reason && <Small words={reason} />}
      </>
    ),
  };
}

function Small({ words }: { words: string }) {
  return (
    <Text as="span" variant="bodySm" tone="subdued" breakWord>
      {words}
    </Text>
  );
}

export function ErrorBoundary() {
  const missing = { title: 'Not found', heading: 'No messages here', words: 'This list does not exist.' };
  return <RouteError back={{ content: 'Home', url: '/app' }} missing={missing} />;
}
