import { useState } from 'react';
import { BlockStack, Divider, Text } from '@shopify/polaris';
import type { ShownEndpoint, WebhooksPage } from '~/ops/webhooks-out/webhooks-page.server';
import { TitledCard } from '../titled-card';
import { OneEndpoint } from './one-endpoint';
import { RemoveModal } from './remove-modal';

/** Where webhooks go, and how each of them does. */
export function EndpointsCard({ page }: { page: WebhooksPage }) {
  const [removing, setRemoving] = useState<ShownEndpoint | null>(null);
  return (
    <TitledCard title="Endpoints">
      {page.endpoints.length === 0 && (
        <Text as="p" tone="subdued">
          None. Nobody is told who enters your segments and who leaves them.
        </Text>
      )}
      {page.endpoints.length > 0 && (
        <BlockStack as="ul" gap="300">
          {page.endpoints.map((endpoint, index) => (
            <li key={endpoint.id}>
              <BlockStack gap="300">
                {index > 0 && <Divider />}
                <OneEndpoint endpoint={endpoint} shop={page.shop} onRemove={() => setRemoving(endpoint)} />
              </BlockStack>
            </li>
          ))}
        </BlockStack>
      )}
      {removing && <RemoveModal endpoint={removing} onClose={() => setRemoving(null)} />}
    </TitledCard>
  );
}
