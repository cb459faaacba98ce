import { Modal, Text } from '@shopify/polaris';
import type { ShownEndpoint } from '~/ops/webhooks-out/webhooks-page.server';
import { useSaving } from '../use-saving';

/** Asks before an endpoint goes. */
export function RemoveModal({ endpoint, onClose }: { endpoint: ShownEndpoint; onClose: () => void }) {
  const saving = useSaving('/app/settings/webhooks', 'Endpoint removed', onClose);
  return (
    <Modal
      open
      onClose={onClose}
      title="Remove the endpoint?"
      primaryAction={{
        ...{ content: 'Remove it', destructive: true, loading: saving.isSaving },
        onAction: () => saving.submit({ intent: 'remove-endpoint', id: endpoint.id }),
      }}
      secondaryActions={[{ content: 'Keep it', onAction: onClose }]}
    >
      <Modal.Section>
        <Text as="p" breakWord>
          {endpoint.url} is told nothing any more, what waits for it goes with it, and its secret cannot be brought
          back.
        </Text>
      </Modal.Section>
    </Modal>
  );
}
