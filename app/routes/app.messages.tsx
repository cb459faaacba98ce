import type { LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { Badge, Card, EmptyState, IndexTable, Page, Text } from '@shopify/polaris';
import { latestMessages } from '~/ops/messages.server';
import { services } from '~/process.server';
import { authenticate } from '~/shopify.server';

export async function loader({ request }: LoaderFunctionArgs) {
  const { session } = await authenticate.admin(request);
  return { messages: await latestMessages(services, session.shop) };
}

export default function Messages() {
  const { messages } = useLoaderData<typeof loader>();
  return (
    <Page title="Messages" subtitle="What was sent or not, and why" backAction={{ url: '/app' }}>
      <Card padding="0">
        {messages.length === 0 ? (
          <EmptyState heading="Nothing yet" image="">
            <p>When somebody leaves a cart, the mail for them appears here hours before it goes.</p>
          </EmptyState>
        ) : (
          <IndexTable
            itemCount={messages.length}
            selectable={false}
            resourceName={{ singular: 'message', plural: 'messages' }}
            headings={[{ title: 'To' }, { title: 'Step' }, { title: 'State' }, { title: 'Why' }]}
          >
            {messages.map((message, position) => (
              <IndexTable.Row id={message.id} key={message.id} position={position}>
                <IndexTable.Cell>{message.to ?? 'no address'}</IndexTable.Cell>
                <IndexTable.Cell>{message.step}</IndexTable.Cell>
                <IndexTable.Cell>
                  <Badge tone={message.state === 'accepted' ? 'success' : undefined}>{message.state}</Badge>
                </IndexTable.Cell>
                <IndexTable.Cell>
                  <Text as="span">{message.reason ?? ''}</Text>
                </IndexTable.Cell>
              </IndexTable.Row>
            ))}
          </IndexTable>
        )}
      </Card>
    </Page>
  );
}
