import { useState } from 'react';
import { Modal, TextField } from '@shopify/polaris';
import type { EmailRow } from '~/ops/emails/emails-page.server';
import { RowMenu } from '../row-menu';
import { notComeWords } from '../file-problem';
import { useDownload } from '../use-download';
import { useEmailsSaving } from './use-emails-saving';

/** What can be done with a mail from the list. */
export function EmailRowActions({ email: { key, name, isArchived } }: { email: EmailRow }) {
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
  const refused = [...moving.problems, ...notComeWords(download)];
  return (
    <RowMenu {...{ name, items, refused }} isBusy={moving.isSaving || download.isLoading}>
      {isNaming && <NameModal emailKey={key} name={name} onClose={() => setNaming(false)} />}
    </RowMenu>
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
