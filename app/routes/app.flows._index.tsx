import type { LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { Badge, Card, IndexTable, Link, Page, Text, useBreakpoints } from '@shopify/polaris';
import { delayWords } from '~/components/delay-words';
import { moneyWords } from '~/components/money-words';
import { flowList } from '~/ops/flows.server';
import { services } from '~/process.server';
import { authenticate } from '~/shopify.server';

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
              <IndexTable.Cell>
                <Link url={`/app/flows/${flow.key}`} dataPrimaryLink removeUnderline monochrome>
                  <Text as="span" fontWeight="semibold">
                    {flow.name}
                  </Text>
                </Link>
                <br />
                <Text as="span" tone="subdued">
                  {delayWords(flow.delays.firstMailAfterMinutes)} after the last change to a cart
                </Text>
              </IndexTable.Cell>
              <IndexTable.Cell>
                <Badge tone={flow.isOn ? 'success' : undefined}>{flow.isOn ? 'On' : 'Off'}</Badge>
              </IndexTable.Cell>
              <IndexTable.Cell>
                <Text as="span" alignment="end" numeric>
                  {flow.inItNow}
                </Text>
              </IndexTable.Cell>
              <IndexTable.Cell>
                <Text as="span" alignment="end" numeric>
                  {flow.sent}
                </Text>
              </IndexTable.Cell>
              <IndexTable.Cell>
                <Text as="span" alignment="end" numeric>
                  {moneyWords(flow.attributedMinor, shop)}
                </Text>
              </IndexTable.Cell>
            </IndexTable.Row>
          ))}
        </IndexTable>
      </Card>
    </Page>
  );
}
