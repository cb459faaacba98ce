import { useState } from 'react';
import { ActionList, Banner, Button, Modal, Popover, Text, TextField } from '@shopify/polaris';
import { MenuHorizontalIcon } from '@shopify/polaris-icons';
import type { EmailRow } from '~/ops/emails/emails-page.server';
import { RowActions } from '../row-actions';
import { useDownload } from '../use-download';
import { useEmailsSaving } from './use-emails-saving';

/** What can be done with a mail from the list. */
export function EmailRowActions({ email: { key, name, isArchived } }: { email: EmailRow }) {
  const [isOpen, setOpen] = useState(false);
  const [isNaming, setNaming] = useState(false);
  const moving = useEmailsSaving(isArchived ? 'Taken back' : 'Taken out of use');
  const download = useDownload(`/app/emails/${key}/file`, `${key}.json`);
  const items = [
    { content: 'Rename', onAction: () => setNaming(true) },
    { content: 'Copy', url: `/app/emails/new?of=${encodeURIComponent(key)}` },
    { content: 'History', url: `/app/emails/${key}/history` },
    { content: 'Download as a file', onAction: download.start },
    isArchived
      ? { content: 'Take it back', onAction: () => moving.submit({ intent: 'take-back', key }) }
      : {
          content: 'Take out of use',
          destructive: true,
          onAction: () => moving.submit({ intent: 'archive', keys: key }),
        },
  ];
  return (
    <RowActions>
      <Popover
        active={isOpen}
        onClose={() => setOpen(false)}
        activator={
          <Button
            variant="tertiary"
            icon={MenuHorizontalIcon}
            accessibilityLabel={`More: ${name}`}
            loading={moving.isSaving || download.isLoading}
            onClick={() => setOpen(!isOpen)}
          />
        }
      >
        <ActionList items={items} onActionAnyItem={() => setOpen(false)} />
      </Popover>
      {moving.problems.length > 0 && <Refused key={moving.problems.join()} words={moving.problems.join(' ')} />}
      {isNaming && <NameModal emailKey={key} name={name} onClose={() => setNaming(false)} />}
    </RowActions>
  );
}

function Refused({ words }: { words: string }) {
  const [isOpen, setOpen] = useState(true);
  return (
    <Modal open={isOpen} onClose={() => setOpen(false)} title="It was not done">
      <Modal.Section>
        <Banner tone="critical">
          <Text as="p">{words}</Text>
        </Banner>
      </Modal.Section>
    </Modal>
  );
}

function NameModal({ emailKey, name, onClose }: { emailKey: string; name: string; onClose(): void }) {
  const [newName, setNewName] = useState(name);
  const saving = useEmailsSaving('Renamed', onClose);
  return (
    <Modal
      open
      onClose={onClose}
      title="Rename the email"
      primaryAction={{
        content: 'Rename',
        loading: saving.isSaving,
        onAction: () => saving.submit({ intent: 'rename', key: emailKey, name: newName }),
      }}
      secondaryActions={[{ content: 'Cancel', onAction: onClose }]}
    >
      <Modal.Section>
        <TextField
          label="Name"
          helpText="Only you see it. What sends the email goes on sending it."
          autoComplete="off"
          maxLength={80}
          value={newName}
          onChange={setNewName}
          error={saving.problems[0]}
        />
      </Modal.Section>
    </Modal>
  );
}
