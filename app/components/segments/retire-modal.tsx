import { Banner, BlockStack, Link, List, Modal, Text } from '@shopify/polaris';
import type { Retirable } from '~/ops/segments/hints';
import { useSegmentSaving } from './use-segment-saving';

interface RetireModalProps {
  segment: Retirable;
  onClose: () => void;
  onDone: () => void;
}

/** Says what taking a segment out of use does, before it does; or where it is used, and why it cannot go. */
export function RetireModal({ segment: { id, name, uses }, onClose, onDone }: RetireModalProps) {
  const saving = useSegmentSaving(`/app/segments/${id}`, 'Taken out of use', onDone);
  if (uses.length > 0)
    return (
      <Modal
        open
        onClose={onClose}
        title={`“${name}” is in use`}
        primaryAction={{ content: 'Close', onAction: onClose }}
      >
        <Modal.Section>
          <Used uses={uses} />
        </Modal.Section>
      </Modal>
    );
  return (
    <Modal
      open
      onClose={onClose}
      title={`Take “${name}” out of use?`}
      primaryAction={{
        content: 'Take it out of use',
        destructive: true,
        loading: saving.isSaving,
        onAction: () => saving.submit({ intent: 'retire', id }),
      }}
      secondaryActions={[{ content: 'Cancel', onAction: onClose }]}
    >
      <Modal.Section>
        <BlockStack gap="300">
          {saving.general && (
            <Banner tone="critical" title="It was not changed">
              <Text as="p">{saving.general}</Text>
            </Banner>
          )}
          <Text as="p">
            Nobody is in it any more, and nothing looks at it. The people themselves, and what they agreed to, stay as
            they are.
          </Text>
        </BlockStack>
      </Modal.Section>
    </Modal>
  );
}

function Used({ uses }: Pick<Retirable, 'uses'>) {
  return (
    <BlockStack gap="300">
      <Text as="p">It cannot be taken out of use: what speaks of it would mean others. Change this first:</Text>
      <List>
        {uses.map(({ kind, name, url }) => (
          <List.Item key={url}>
            the {kind} <Link url={url}>{name}</Link>
          </List.Item>
        ))}
      </List>
    </BlockStack>
  );
}
