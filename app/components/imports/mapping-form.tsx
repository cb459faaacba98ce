import { useState } from 'react';
import { useFetcher } from '@remix-run/react';
import { BlockStack, Button, Checkbox, InlineStack, Select, Text, TextField } from '@shopify/polaris';
import { AGREEMENT, saysYes } from '~/integrations/csv-files/plan';
import { ORIGIN_NAMES } from '~/integrations/csv-files/known-files';
import type { FileKind } from '~/integrations/csv-files/targets';
import type { ImportOutcome } from '~/ops/handle-import.server';
import type { ImportPage } from '~/ops/imports.server';
import { TitledCard } from '../titled-card';
import { useSaving } from '../use-saving';
import { ColumnChoices } from './column-choices';
import { PreviewCard } from './preview-card';
import { whatWillHappen } from './what-will-happen';

interface MappingFormProps {
  run: ImportPage['run'];
  mapping: NonNullable<ImportPage['mapping']>;
}

const KINDS: { label: string; value: FileKind }[] = [
  { label: 'People, and what they said about marketing mail', value: 'people' },
  { label: 'Orders, as Shopify exports them', value: 'orders' },
  { label: 'Things that people did', value: 'events' },
];

type Mode = MappingFormProps['mapping']['mode'];

const MODES: { label: string; value: Mode }[] = [
  { label: 'As its columns say', value: 'columns' },
  { label: 'Nothing: their consent stays as it is', value: 'nothing' },
  { label: 'Everybody in it said no, bounced or is suppressed', value: 'withdrawn' },
];

/** What a file is and what its columns mean; nothing is stored before it is started. */
export function MappingForm({ run, mapping }: MappingFormProps) {
  const { guess, mode, headings, isConfirmed } = mapping;
  const [plan, setPlan] = useState({
    ...{ kind: guess.kind, columns: guess.columns, mode, where: '', agreedBefore: '', isAgreed: false },
  });
  const change = (changes: Partial<typeof plan>) => setPlan({ ...plan, ...changes });
  const saving = useSaving(`/app/data/imports/${run.id}`, 'The import has begun');
  const previewing = useFetcher<ImportOutcome>();
  const form = (intent: string) => ({
    ...{ intent, kind: plan.kind, origin: guess.origin, columns: JSON.stringify(plan.columns), mode: plan.mode },
    ...{ where: plan.where, agreedBefore: plan.agreedBefore, statement: plan.isAgreed ? AGREEMENT : '' },
  });
  const look = () => previewing.submit(form('preview'), { method: 'post', action: `/app/data/imports/${run.id}` });
  const preview = previewing.data?.kind === 'previewed' ? previewing.data.preview : mapping.preview;
  const asksConsent = plan.kind === 'people';
  const asksProof = asksConsent && plan.mode === 'columns' && saysYes(plan.columns);
  return (
    <BlockStack gap="400">
      <TitledCard title="What is in this file?">
        <Text as="p">
          It looks like {ORIGIN_NAMES[guess.origin]}: {headings.length} columns, {run.rowsTotal.toLocaleString('en')}{' '}
          rows.
        </Text>
        <Select label="It tells of" options={KINDS} value={plan.kind} onChange={(kind: FileKind) => change({ kind })} />
        <ColumnChoices
          {...{ headings, kind: plan.kind, columns: plan.columns }}
          onChange={(columns) => change({ columns })}
        />
        {saving.problemOf('columns') && (
          <Text as="p" tone="critical">
            {saving.problemOf('columns')}
          </Text>
        )}
      </TitledCard>
      {asksConsent && (
        <TitledCard title="What does it say about marketing mail?">
          <Select
            label="It says"
            options={MODES}
            value={plan.mode}
            onChange={(chosen: Mode) => change({ mode: chosen })}
          />
          {asksProof && <Proof plan={plan} change={change} problemOf={saving.problemOf} />}
        </TitledCard>
      )}
      <PreviewCard rows={preview} onLook={look} isLoading={previewing.state !== 'idle'} />
      <TitledCard title="What will happen">
        <Text as="p">{whatWillHappen({ ...plan, rowsTotal: run.rowsTotal, isConfirmed })}</Text>
        <InlineStack gap="200">
          <Button variant="primary" loading={saving.isSaving} onClick={() => saving.submit(form('start'))}>
            Start
          </Button>
          <Button onClick={() => saving.submit({ intent: 'cancel' })}>Let go of this file</Button>
        </InlineStack>
      </TitledCard>
    </BlockStack>
  );
}

interface ProofProps {
  plan: { where: string; agreedBefore: string; isAgreed: boolean };
  change(changes: Partial<ProofProps['plan']>): void;
  problemOf(field: string): string | undefined;
}

function Proof({ plan, change, problemOf }: ProofProps) {
  return (
    <BlockStack gap="300">
      <TextField
        label="Where did these people agree?"
        helpText="Kept as evidence with each yes, such as “Sign-up form of our old shop”."
        value={plan.where}
        onChange={(where) => change({ where })}
        error={problemOf('where')}
        autoComplete="off"
        maxLength={200}
      />
      <TextField
        label="By when had all of them agreed, where the file gives no date?"
        helpText="Leave it empty if you do not know: people without a date are stored without consent."
        type="date"
        value={plan.agreedBefore}
        onChange={(agreedBefore) => change({ agreedBefore })}
        error={problemOf('agreedBefore')}
        autoComplete="off"
      />
      <Checkbox
        label={AGREEMENT}
        checked={plan.isAgreed}
        onChange={(isAgreed) => change({ isAgreed })}
        error={problemOf('statement')}
      />
    </BlockStack>
  );
}
