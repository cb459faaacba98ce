import { useNavigate } from '@remix-run/react';
import { Banner, BlockStack, Modal, Text } from '@shopify/polaris';
import type { SegmentPage } from '~/ops/segments/segment-page.server';
import { useSegmentSaving } from './use-segment-saving';

interface RetireModalProps {
  page: SegmentPage;
  onClose: () => void;
}

/** Says what taking a segment out of use does, before it does. */
export function RetireModal({ page: { id, name, namedBy }, onClose }: RetireModalProps) {
  const navigate = useNavigate();
  const saving = useSegmentSaving(`/app/segments/${id}`, 'Taken out of use', () => navigate('/app/segments'));
  const others = new Intl.ListFormat('en').format(namedBy.map((each) => `“${each}”`));
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
          {namedBy.length > 0 && <Text as="p">{others} speak of it, and find nobody in it from then on.</Text>}
        </BlockStack>
      </Modal.Section>
    </Modal>
  );
}
