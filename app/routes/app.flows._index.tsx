import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { Badge, BlockStack, Card, InlineStack, Page, Text } from '@shopify/polaris';
import { spanWords } from '~/decisions/explanations/spoken-shop';
import { AdaptiveList, type ListRow } from '~/components/adaptive-list';
import { moneyWords } from '~/components/money-words';
import { flowList, type FlowSummary } from '~/ops/flows.server';
import type { PageShop } from '~/ops/shop-context.server';
import { services } from '~/process.server';
import { authenticate } from '~/shopify.server';

export const meta: MetaFunction = () => [{ title: 'Flows' }];

export async function loader({ request }: LoaderFunctionArgs) {
  const { session } = await authenticate.admin(request);
  return flowList(services, session.shop);
}

const headings = [
  { title: 'Flow' },
  { title: 'State' },
  { title: 'Begins' },
  { title: 'In it now', alignment: 'end' },
  { title: 'Sent', alignment: 'end' },
  { title: 'Revenue', alignment: 'end' },
] as const;

export default function Flows() {
  const { flows, shop } = useLoaderData<typeof loader>();
  return (
    <Page title="Flows" subtitle="What runs by itself">
      <Card padding="0">
        <AdaptiveList
          resourceName={{ singular: 'flow', plural: 'flows' }}
          headings={[...headings]}
          rows={flows.map((flow) => toRow(flow, shop))}
        />
      </Card>
    </Page>
  );
}

function toRow(flow: FlowSummary, shop: PageShop): ListRow {
  const revenue = moneyWords(flow.attributedMinor, shop);
  return {
    id: flow.key,
    url: `/app/flows/${flow.key}`,
    title: flow.name,
    cells: [
      <Text key="name" as="span" fontWeight="semibold">
        {flow.name}
      </Text>,
      <State key="state" flow={flow} />,
      <Begins key="begins" flow={flow} />,
      ...[flow.inItNow, flow.sent, revenue].map((number, index) => (
        <Text key={index} as="p" alignment="end" numeric>
          {number}
        </Text>
      )),
    ],
    summary: (
      <BlockStack gap="100">
        <Begins flow={flow} />
        <InlineStack gap="200" blockAlign="center">
          <State flow={flow} />
          <Text as="span" tone="subdued">
            {flow.inItNow} in it now, {flow.sent} sent, {revenue}
          </Text>
        </InlineStack>
      </BlockStack>
    ),
  };
}

const Begins = ({ flow }: { flow: FlowSummary }) => (
  <Text as="span" tone="subdued">
    {spanWords(flow.delays.firstMailAfterMinutes)} after the last change to a cart
  </Text>
);

const State = ({ flow }: { flow: FlowSummary }) => (
  <Badge tone={flow.isOn ? 'success' : undefined}>{flow.isOn ? 'On' : 'Off'}</Badge>
);
