import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node';
import { useFetcher, useLoaderData } from '@remix-run/react';
import { Badge, BlockStack, Button, Card, InlineStack, List, Page, Text } from '@shopify/polaris';
import { SenderForm } from '~/components/sender-form';
import { home } from '~/ops/home.server';
import { saveSettings } from '~/ops/save-settings.server';
import { formatMoney } from '~/platform/money';
import { services } from '~/process.server';
import { authenticate } from '~/shopify.server';

export async function loader({ request }: LoaderFunctionArgs) {
  const { session } = await authenticate.admin(request);
  return home(services, session.shop);
}

export async function action({ request }: ActionFunctionArgs) {
  const { session } = await authenticate.admin(request);
  const form = Object.fromEntries(await request.formData());
  return saveSettings(services, session.shop, form);
}

export default function Home() {
  const data = useLoaderData<typeof loader>();
  return (
    <Page title={data.shopName}>
      <BlockStack gap="400">
        <FlowCard flow={data.flow} canStart={data.sender !== null} />
        <Card>
          <BlockStack gap="200">
            <Text as="h2" variant="headingMd">
              What came of it
            </Text>
            <Text as="p">
              {formatMoney({ minor: data.attributedMinor, currency: data.currency })} from orders within five days of a
              click.
            </Text>
            {data.messages.map(({ state, count }) => (
              <Text as="p" key={state}>
                {count} {state}
              </Text>
            ))}
          </BlockStack>
        </Card>
        {data.recommender && (
          <Card>
            <BlockStack gap="200">
              <Text as="h2" variant="headingMd">
                Recommendations
              </Text>
              <Text as="p">
                Of {data.recommender.cases} orders it had not seen, Kindred found the hidden product among ten in{' '}
                {percent(data.recommender.hitRate10)}; best-sellers alone would have in{' '}
                {percent(data.recommender.popularityHitRate10)}.
              </Text>
            </BlockStack>
          </Card>
        )}
        <SenderForm sender={data.sender} />
        <Card>
          <BlockStack gap="200">
            <Text as="h2" variant="headingMd">
              Your store's past
            </Text>
            {data.sync.map(({ kind, state, objectsLoaded, objectsTotal }) => (
              <InlineStack key={kind} align="space-between">
                <Text as="span">
                  {kind}: {objectsLoaded}
                  {objectsTotal && state !== 'done' ? ` of about ${objectsTotal}` : ''}
                </Text>
                <Badge tone={state === 'done' ? 'success' : 'info'}>{state}</Badge>
              </InlineStack>
            ))}
          </BlockStack>
        </Card>
      </BlockStack>
    </Page>
  );
}

const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;

interface FlowCardProps {
  flow: { isOn: boolean; inItNow: number; stopsWhen: string[] };
  canStart: boolean;
}

function FlowCard({ flow, canStart }: FlowCardProps) {
  const fetcher = useFetcher();
  const isOn = fetcher.formData ? fetcher.formData.get('isOn') === 'true' : flow.isOn;
  const change = { intent: 'flow', key: 'abandoned-cart', isOn: String(!isOn) };
  return (
    <Card>
      <BlockStack gap="200">
        <InlineStack align="space-between" blockAlign="center">
          <Text as="h2" variant="headingMd">
            Abandoned cart
          </Text>
          <Badge tone={isOn ? 'success' : undefined}>{isOn ? 'On' : 'Off'}</Badge>
        </InlineStack>
        <Text as="p">
          A first mail 4 hours after the last change to a cart, a second one 20 hours later. {flow.inItNow} people are
          in it now. It stops as soon as one of these is so:
        </Text>
        <List>
          {flow.stopsWhen.map((words) => (
            <List.Item key={words}>{words}</List.Item>
          ))}
        </List>
        <InlineStack>
          <Button
            variant={isOn ? 'secondary' : 'primary'}
            disabled={!canStart && !isOn}
            onClick={() => fetcher.submit(change, { method: 'post' })}
          >
            {isOn ? 'Turn off' : 'Turn on'}
          </Button>
        </InlineStack>
        {!canStart && <Text as="p">Say first who the mail is from.</Text>}
      </BlockStack>
    </Card>
  );
}
