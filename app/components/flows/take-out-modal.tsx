import { Banner, BlockStack, Modal, Text } from '@shopify/polaris';
import { useSaving } from '../use-saving';

interface TakeOutModalProps {
  who: string;
  /** Of the run. */
  address: string;
  onClose: () => void;
}

/** What happens, before somebody is taken out of a flow. */
export function TakeOutModal({ who, address, onClose }: TakeOutModalProps) {
  const saving = useSaving(address, 'Taken out of the flow', onClose);
  const problem = saving.problemOf('run');
  return (
    <Modal
      open
      onClose={onClose}
      title={`Take ${who} out of the flow?`}
      primaryAction={{
        content: 'Take them out',
        destructive: true,
        loading: saving.isSaving,
        onAction: () => saving.submit({ intent: 'take-out' }),
      }}
      secondaryActions={[{ content: 'Cancel', onAction: onClose }]}
    >
      <Modal.Section>
        <BlockStack gap="300">
          {problem && (
            <Banner tone="critical">
              <Text as="p">{problem}</Text>
            </Banner>
          )}
          <Text as="p">
            Their way ends here, and mails of it that have not left are not sent. They may come in again, as the flow’s
            rules say.
          </Text>
        </BlockStack>
      </Modal.Section>
    </Modal>
  );
}
