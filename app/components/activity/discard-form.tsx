import { useState } from 'react';
import { BlockStack, Button, InlineStack, TextField } from '@shopify/polaris';
import { useSaving } from '../use-saving';

interface DiscardFormProps {
  id: string;
  count: number;
  onDone(): void;
}

/** Lets go of parked entries for good, with a note for whoever asks later. */
export function DiscardForm({ id, count, onDone }: DiscardFormProps) {
  const [note, setNote] = useState('');
  const discard = useSaving('/app/activity', 'Discarded', onDone);
  const problem = discard.problemOf('note') ?? discard.problemOf('id');
  return (
    <BlockStack gap="200">
      <TextField
        label="Why it is not needed"
        helpText="Kept with your user and the time. Please write no names or addresses."
        value={note}
        onChange={setNote}
        maxLength={500}
        autoComplete="off"
        {...(problem ? { error: `This ${problem}` } : {})}
      />
      <InlineStack gap="200">
        <Button
          tone="critical"
          loading={discard.isSaving}
          onClick={() => discard.submit({ intent: 'discard', id, note, isAllOfReason: String(count > 1) })}
        >
          {count > 1 ? `Discard all ${count}` : 'Discard it'}
        </Button>
        <Button onClick={onDone}>Keep</Button>
      </InlineStack>
    </BlockStack>
  );
}
