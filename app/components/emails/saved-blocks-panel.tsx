import { useState } from 'react';
import { BlockStack, Button, InlineStack, SkeletonBodyText, Text, TextField } from '@shopify/polaris';
import type { Part } from '~/ops/emails/fresh-keys';
import type { SavedPart } from '~/ops/emails/saved-blocks.server';
import { withFreshKeys } from '~/ops/emails/fresh-keys';
import { useSaving } from '../use-saving';
import { useOwnData } from './use-own-data';

interface SavedBlocksPanelProps {
  /** Keys of the mail it is put into: the copy gets others. */
  takenKeys: ReadonlySet<string>;
  onInsert(part: Part): void;
  /** What is chosen in the mail, to be saved; null: nothing is. */
  chosen: Part | null;
}

const SOURCE = '/app/emails/blocks';

/** Parts of mails that the shop keeps, to put copies of them into a mail. It asks for them itself. */
export function SavedBlocksPanel({ takenKeys, onInsert, chosen }: SavedBlocksPanelProps) {
  const parts = useOwnData<SavedPart[]>(SOURCE);
  return (
    <BlockStack gap="400">
      <Text as="h2" variant="headingMd">
        Saved blocks
      </Text>
      {chosen && <SaveChosen chosen={chosen} />}
      {!parts && <SkeletonBodyText lines={3} />}
      {parts?.length === 0 && (
        <Text as="p" tone="subdued">
          Nothing is saved yet. Choose a block or a section that other mails need as well, give it a name, and it stands
          here for all of them.
        </Text>
      )}
      <BlockStack as="ul" gap="300">
        {parts?.map((saved) => (
          <li key={saved.id}>
            <SavedRow saved={saved} onInsert={() => onInsert(withFreshKeys(saved.part, takenKeys))} />
          </li>
        ))}
      </BlockStack>
    </BlockStack>
  );
}

function SaveChosen({ chosen }: { chosen: Part }) {
  const [name, setName] = useState('');
  const saving = useSaving(SOURCE, 'Saved for other mails', () => setName(''));
  const problem = saving.problemOf('name') ?? saving.problemOf('part') ?? saving.problemOf('');
  const save = () => saving.submit({ intent: 'save', name, part: JSON.stringify(chosen) });
  return (
    <TextField
      label={`Save the chosen ${chosen.kind} as`}
      autoComplete="off"
      maxLength={80}
      value={name}
      onChange={setName}
      error={problem}
      connectedRight={
        <Button onClick={save} loading={saving.isSaving} disabled={name.trim() === ''}>
          Keep it
        </Button>
      }
    />
  );
}

function SavedRow({ saved: { id, name, holds }, onInsert }: { saved: SavedPart; onInsert(): void }) {
  const [newName, setNewName] = useState<string | null>(null);
  const renaming = useSaving(SOURCE, 'Renamed', () => setNewName(null));
  const removing = useSaving(SOURCE, 'Removed; mails that hold a copy stay as they are');
  return (
    <BlockStack gap="100">
      <Text as="span" fontWeight="semibold" breakWord>
        {name}
      </Text>
      <Text as="span" tone="subdued" variant="bodySm">
        {holds}
      </Text>
      {newName !== null && (
        <TextField
          label="New name"
          autoComplete="off"
          autoFocus
          maxLength={80}
          value={newName}
          onChange={setNewName}
          error={renaming.problemOf('name') ?? renaming.problemOf('')}
          connectedRight={
            <Button
              loading={renaming.isSaving}
              onClick={() => renaming.submit({ intent: 'rename', id, name: newName })}
            >
              Save name
            </Button>
          }
        />
      )}
      <InlineStack gap="300">
        <Button variant="plain" accessibilityLabel={`Put in “${name}”`} onClick={onInsert}>
          Put in
        </Button>
        <Button
          variant="plain"
          accessibilityLabel={`Rename “${name}”`}
          onClick={() => setNewName(newName === null ? name : null)}
        >
          Rename
        </Button>
        <Button
          variant="plain"
          tone="critical"
          accessibilityLabel={`Remove “${name}”`}
          loading={removing.isSaving}
          onClick={() => removing.submit({ intent: 'remove', id })}
        >
          Remove
        </Button>
      </InlineStack>
    </BlockStack>
  );
}
