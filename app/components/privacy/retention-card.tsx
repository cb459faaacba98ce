import { useState } from 'react';
import { SaveBar } from '@shopify/app-bridge-react';
import { InlineGrid, Text, TextField } from '@shopify/polaris';
import { retentionKeys, retentionRules, type RetentionKey } from '~/compliance/retention/retention-rules';
import type { PrivacyPage } from '~/ops/privacy.server';
import { TitledCard } from '../titled-card';
import { useSaving } from '../use-saving';
import { When } from '../when';

/** How long what is kept, each with its reason. */
export function RetentionCard({ retention: { settings, lastDoneAt }, shop }: Pick<PrivacyPage, 'retention' | 'shop'>) {
  const saved = Object.fromEntries(retentionKeys.map((key) => [key, String(settings[key])])) as Record<
    RetentionKey,
    string
  >;
  const [values, setValues] = useState(saved);
  const saving = useSaving('/app/settings/privacy', 'Saved; what is older goes with the next day');
  const isDirty = retentionKeys.some((key) => values[key] !== saved[key]);
  return (
    <TitledCard title="How long data is kept">
      <Text as="p">
        Once a day Kindred deletes what is older than this; it cannot be brought back. Statements of consent stay as
        proof, without an address once their owner is gone.{' '}
        {lastDoneAt && (
          <>
            Last done <When at={lastDoneAt} shop={shop} />.
          </>
        )}
      </Text>
      <InlineGrid columns={{ xs: 1, md: 2 }} gap="400">
        {retentionKeys.map((key) => (
          <RuleField
            key={key}
            name={key}
            value={values[key]}
            onChange={(value) => setValues({ ...values, [key]: value })}
            error={saving.problemOf(key)}
          />
        ))}
      </InlineGrid>
      <SaveBar id="retention" open={isDirty}>
        <button variant="primary" onClick={() => saving.submit(values)} loading={saving.isSaving ? '' : undefined} />
        <button onClick={() => setValues(saved)} />
      </SaveBar>
    </TitledCard>
  );
}

interface RuleFieldProps {
  name: RetentionKey;
  value: string;
  onChange: (value: string) => void;
  error: string | undefined;
}

function RuleField({ name, value, onChange, error }: RuleFieldProps) {
  const { label, unit, least, most, why } = retentionRules[name];
  return (
    <TextField
      label={label}
      type="number"
      min={least}
      max={most}
      suffix={unit}
      autoComplete="off"
      helpText={why}
      value={value}
      onChange={onChange}
      error={error}
    />
  );
}
