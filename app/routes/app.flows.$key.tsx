import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { Badge, Banner, BlockStack, Button, Card, Layout, List, Page, Tabs, Text } from '@shopify/polaris';
import { useState } from 'react';
import { FlowDelaysForm } from '~/components/flow-delays-form';
import { FlowRuns } from '~/components/flow-runs';
import { Figure } from '~/components/insight-card';
import { MailPreview } from '~/components/mail-preview';
import { moneyWords } from '~/components/money-words';
import { useSaving } from '~/components/use-saving';
import { flowPage, saveFlow } from '~/ops/flows.server';
import { noteLook } from '~/ops/note-look.server';
import { services } from '~/process.server';
import { authenticate } from '~/shopify.server';

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.flow.name ?? 'Flow' }];

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { session, sessionToken } = await authenticate.admin(request);
  const page = await flowPage(services, session.shop, params.key ?? '');
  if (!page) throw new Response('there is no such flow', { status: 404 });
  const look = { what: 'flow-runs-shown', subject: page.flow.key } as const;
  if (page.runs.length > 0) await noteLook(services, { session, sessionToken }, look);
  return page;
}

export async function action({ request }: ActionFunctionArgs) {
  const { session, sessionToken } = await authenticate.admin(request);
  return saveFlow(services, session.shop, Object.fromEntries(await request.formData()), sessionToken?.sub);
}

type Data = ReturnType<typeof useLoaderData<typeof loader>>;

const MAILS = [
  { id: 'first', content: 'First mail', template: 'abandoned-cart-first' },
  { id: 'second', content: 'Second mail', template: 'abandoned-cart-second' },
];

export default function Flow() {
  const data = useLoaderData<typeof loader>();
  const { flow, canStart } = data;
  const path = `/app/flows/${flow.key}`;
  const turn = useSaving(path, flow.isOn ? 'Turned off' : 'Turned on');
  const isOn = flow.isOn;
  return (
    <Page
      title={flow.name}
      titleMetadata={<Badge tone={isOn ? 'success' : undefined}>{isOn ? 'On' : 'Off'}</Badge>}
      backAction={{ content: 'Flows', url: '/app/flows' }}
      primaryAction={
        <Button
          variant={isOn ? undefined : 'primary'}
          disabled={!isOn && !canStart}
          loading={turn.isSaving}
          onClick={() => turn.submit({ intent: 'switch', isOn: String(!isOn) })}
        >
          {isOn ? 'Turn off' : 'Turn on'}
        </Button>
      }
    >
      <Layout>
        <Layout.Section>
          <BlockStack gap="400">
            {!canStart && (
              <Banner
                tone="info"
                title="Say first who the mail is from"
                action={{ content: 'Settings', url: '/app/settings' }}
              >
                <Text as="p">Until then the flow cannot be turned on.</Text>
              </Banner>
            )}
            {turn.problemOf('isOn') && (
              <Banner tone="critical" title="It was not turned on">
                <Text as="p">{turn.problemOf('isOn')}</Text>
              </Banner>
            )}
            <Path data={data} />
            <FlowDelaysForm key={flow.version} flow={flow} />
            <FlowRuns runs={data.runs} shop={data.shop} isOn={isOn} />
          </BlockStack>
        </Layout.Section>
        <Layout.Section variant="oneThird">
          <BlockStack gap="400">
            <Numbers data={data} />
            <Mails hasExample={data.hasExample} />
          </BlockStack>
        </Layout.Section>
      </Layout>
    </Page>
  );
}

function Path({ data: { startsWhen, stopsWhen, flow } }: { data: Data }) {
  return (
    <Card>
      <BlockStack gap="200">
        <Text as="h2" variant="headingMd">
          What happens
        </Text>
        <Text as="p">
          {flow.isOn ? 'It begins' : 'Turned on, it begins'} when a cart or a checkout changes and this is so:{' '}
          {startsWhen}. It ends at once when one of these is so:
        </Text>
        <List>
          {stopsWhen.map((words) => (
            <List.Item key={words}>{words}</List.Item>
          ))}
        </List>
        <Text as="p" tone="subdued">
          Before each mail leaves, consent, orders, stock and prices are looked at once more.
        </Text>
      </BlockStack>
    </Card>
  );
}

function Numbers({ data: { flow, shop } }: { data: Data }) {
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          So far
        </Text>
        <Figure value={moneyWords(flow.attributedMinor, shop)} words={`from orders ${flow.creditedBy}`} />
        <Text as="p">
          {flow.entered} {flow.entered === 1 ? 'person has' : 'people have'} come in, {flow.inItNow}{' '}
          {flow.inItNow === 1 ? 'is' : 'are'} in it now. {flow.sent} {flow.sent === 1 ? 'mail was' : 'mails were'} sent,{' '}
          {flow.notSent} {flow.notSent === 1 ? 'was' : 'were'} not, each with its reason.
        </Text>
      </BlockStack>
    </Card>
  );
}

function Mails({ hasExample }: { hasExample: boolean }) {
  const [selected, setSelected] = useState(0);
  const mail = MAILS[selected];
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          The mails, as the next person would get them
        </Text>
        {!hasExample && (
          <Text as="p" tone="subdued">
            Nobody who may be mailed has left a cart in the last 30 days. As soon as somebody does, their mails are
            shown here.
          </Text>
        )}
        {hasExample && (
          <Tabs tabs={MAILS.map(({ id, content }) => ({ id, content }))} selected={selected} onSelect={setSelected} />
        )}
        {hasExample && mail && <MailPreview key={mail.id} template={mail.template} />}
      </BlockStack>
    </Card>
  );
}
