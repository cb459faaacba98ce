import { useState } from 'react';
import { Button, InlineStack, Modal, Text } from '@shopify/polaris';
import { useSaving } from '../use-saving';

/** Lets go of the domain, once it is said what that means. */
export function RemoveDomain({ name }: { name: string }) {
  const [isAsked, setAsked] = useState(false);
  const saving = useSaving('/app/settings/domain', 'Domain let go of', () => setAsked(false));
  return (
    <InlineStack>
      <Button tone="critical" variant="plain" onClick={() => setAsked(true)}>
        Let go of this domain
      </Button>
      <Modal
        open={isAsked}
        onClose={() => setAsked(false)}
        title={`Let go of ${name}?`}
        primaryAction={{
          ...{ content: 'Let go of it', destructive: true, loading: saving.isSaving },
          onAction: () => saving.submit({ intent: 'remove' }),
        }}
        secondaryActions={[{ content: 'Keep it', onAction: () => setAsked(false) }]}
      >
        <Modal.Section>
          <Text as="p">
            Mail does not leave from it any more. To use it again you have to put a new signature record into DNS.
          </Text>
        </Modal.Section>
      </Modal>
    </InlineStack>
  );
}
