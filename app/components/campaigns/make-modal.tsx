import { useState } from 'react';
import { Form, Modal, TextField } from '@shopify/polaris';
import { useCampaignSaving } from './use-campaign-saving';

/** Asks what a new campaign is called, and goes on to its draft. */
export function useMakeCampaign() {
  const [isOpen, setOpen] = useState(false);
  return { open: () => setOpen(true), modal: isOpen ? <MakeModal onClose={() => setOpen(false)} /> : null };
}

function MakeModal({ onClose }: { onClose: () => void }) {
  const [name, setName] = useState('');
  const saving = useCampaignSaving('/app/campaigns');
  const make = () => saving.submit({ intent: 'make', name });
  return (
    <Modal
      open
      onClose={onClose}
      title="Create a campaign"
      primaryAction={{ content: 'Create', loading: saving.isSaving, onAction: make }}
      secondaryActions={[{ content: 'Cancel', onAction: onClose }]}
    >
      <Modal.Section>
        <Form onSubmit={make}>
          <TextField
            label="Name"
            helpText="Only you see it. Nothing leaves before you have seen to whom."
            value={name}
            onChange={setName}
            error={saving.problemOf('name')}
            autoComplete="off"
            autoFocus
            maxLength={80}
          />
        </Form>
      </Modal.Section>
    </Modal>
  );
}
