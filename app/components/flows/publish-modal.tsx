import { useState } from 'react';
import { Banner, BlockStack, ChoiceList, Modal, Text } from '@shopify/polaris';
import { numberWords } from '~/ops/recommendations/number-words';
import { useFlowEditing } from './flow-editing';
import type { FlowSaving } from './use-flow-saving';

interface PublishModalProps {
  saving: FlowSaving;
  onPublish: (people: 'stay' | 'move') => void;
  onClose: () => void;
}

/** To how many it happens, before a draft becomes what runs. */
export function PublishModal({ saving, onPublish, onClose }: PublishModalProps) {
  const { page } = useFlowEditing();
  const [people, setPeople] = useState<'stay' | 'move'>('stay');
  const { inItNow } = page.numbers;
  const inside = inItNow === 1 ? '1 person is' : `${numberWords(inItNow, page.shop.locale)} people are`;
  return (
    <Modal
      open
      onClose={onClose}
      title="Publish what you changed?"
      primaryAction={{ content: 'Publish', loading: saving.isSaving, onAction: () => onPublish(people) }}
      secondaryActions={[{ content: 'Cancel', onAction: onClose }]}
    >
      <Modal.Section>
        <BlockStack gap="300">
          {saving.problems.length > 0 && (
            <Banner tone="critical" title="It was not published">
              {saving.problems.map(({ message }) => (
                <Text as="p" key={message}>
                  {message}
                </Text>
              ))}
            </Banner>
          )}
          <Text as="p">
            {page.isOn
              ? 'From now on whoever enters goes this way.'
              : 'The flow is off: nobody enters before you turn it on.'}
          </Text>
          {inItNow > 0 && (
            <ChoiceList
              title={`${inside} in it now. What about them?`}
              choices={[
                { value: 'stay', label: 'They finish as they began', helpText: 'On the version they are on.' },
                {
                  value: 'move',
                  label: 'They go on by the new version',
                  helpText: 'From the step where they stand; waits do not begin anew.',
                },
              ]}
              selected={[people]}
              onChange={([chosen]: string[]) => setPeople(chosen === 'move' ? 'move' : 'stay')}
            />
          )}
        </BlockStack>
      </Modal.Section>
    </Modal>
  );
}
