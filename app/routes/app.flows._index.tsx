import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import {
  Badge,
  BlockStack,
  Box,
  Card,
  IndexTable,
  InlineStack,
  Link,
  Page,
  Text,
  useBreakpoints,
} from '@shopify/polaris';
import { spanWords } from '~/decisions/explanations/spoken-shop';
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
  { title: 'In it now', alignment: 'end' },
  { title: 'Sent', alignment: 'end' },
  { title: 'Revenue', alignment: 'end' },
] as const;

export default function Flows() {
  const { flows, shop } = useLoaderData<typeof loader>();
  const { smDown } = useBreakpoints();
  return (
    <Page title="Flows" subtitle="What runs by itself">
      <Card padding="0">
        <IndexTable
          condensed={smDown}
          itemCount={flows.length}
          selectable={false}
          resourceName={{ singular: 'flow', plural: 'flows' }}
          headings={[...headings]}
        >
          {flows.map((flow, position) => (
            <IndexTable.Row id={flow.key} key={flow.key} position={position}>
              {smDown ? <Narrow flow={flow} shop={shop} /> : <Wide flow={flow} shop={shop} />}
            </IndexTable.Row>
          ))}
        </IndexTable>
      </Card>
    </Page>
  );
}

interface FlowProps {
  flow: FlowSummary;
  shop: PageShop;
}

function Wide({ flow, shop }: FlowProps) {
  const numbers = [flow.inItNow, flow.sent, moneyWords(flow.attributedMinor, shop)];
  return (
    <>
      <IndexTable.Cell>
        <Name flow={flow} />
      </IndexTable.Cell>
      <IndexTable.Cell>
        <State flow={flow} />
      </IndexTable.Cell>
      {numbers.map((number, index) => (
        <IndexTable.Cell key={index}>
          <Text as="p" alignment="end" numeric>
            {number}
          </Text>
        </IndexTable.Cell>
      ))}
    </>
  );
}

function Narrow({ flow, shop }: FlowProps) {
  return (
    <Box padding="300" width="100%">
      <BlockStack gap="200">
        <InlineStack align="space-between" gap="200">
          <Name flow={flow} />
          <State flow={flow} />
        </InlineStack>
        <Text as="p" tone="subdued">
          {flow.inItNow} in it now, {flow.sent} sent, {moneyWords(flow.attributedMinor, shop)}
        </Text>
      </BlockStack>
    </Box>
  );
}

const Name = ({ flow }: Pick<FlowProps, 'flow'>) => (
  <BlockStack>
    <Link url={`/app/flows/${flow.key}`} dataPrimaryLink removeUnderline monochrome>
      <Text as="span" fontWeight="semibold">
        {flow.name}
      </Text>
    </Link>
    <Text as="span" tone="subdued">
      {spanWords(flow.delays.firstMailAfterMinutes)} after the last change to a cart
    </Text>
  </BlockStack>
);

const State = ({ flow }: Pick<FlowProps, 'flow'>) => (
  <Badge tone={flow.isOn ? 'success' : undefined}>{flow.isOn ? 'On' : 'Off'}</Badge>
);
