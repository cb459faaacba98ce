import { useState } from 'react';
import { BlockStack, Card, FormLayout, Select, Text } from '@shopify/polaris';
import { SaveBar } from '@shopify/app-bridge-react';
import type { FlowSummary } from '~/ops/flows.server';
import { spanWords } from '~/decisions/explanations/spoken-shop';
import { useSaving } from './use-saving';

interface FlowDelaysFormProps {
  flow: Pick<FlowSummary, 'key' | 'delays' | 'inItNow'>;
}

const FIRST = [60, 120, 180, 240, 360, 720, 1_440];
const SECOND = [720, 1_200, 1_440, 2_880, 4_320];

const optionsOf = (choices: number[], current: number) =>
  [...new Set([...choices, current])]
    .sort((a, b) => a - b)
    .map((minutes) => ({ label: spanWords(minutes), value: String(minutes) }));

/** When the two mails go. A change is a new version: people inside finish on the one they began on. */
export function FlowDelaysForm({ flow: { key, delays, inItNow } }: FlowDelaysFormProps) {
  const saved = { first: String(delays.firstMailAfterMinutes), second: String(delays.secondMailAfterMinutes) };
  const [values, setValues] = useState(saved);
  const isDirty = values.first !== saved.first || values.second !== saved.second;
  const saving = useSaving(`/app/flows/${key}`, 'Delays saved');
  const save = () =>
    saving.submit({ intent: 'delays', firstMailAfterMinutes: values.first, secondMailAfterMinutes: values.second });
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          When
        </Text>
        <FormLayout>
          <FormLayout.Group>
            <Select
              label="First mail, after the last change to the cart"
              options={optionsOf(FIRST, delays.firstMailAfterMinutes)}
              value={values.first}
              onChange={(first) => setValues({ ...values, first })}
              error={saving.problemOf('firstMailAfterMinutes')}
            />
            <Select
              label="Second mail, after the first"
              options={optionsOf(SECOND, delays.secondMailAfterMinutes)}
              value={values.second}
              onChange={(second) => setValues({ ...values, second })}
              error={saving.problemOf('secondMailAfterMinutes')}
            />
          </FormLayout.Group>
        </FormLayout>
        {isDirty && inItNow > 0 && (
          <Text as="p" tone="subdued">
            {inItNow} {inItNow === 1 ? 'person who is' : 'people who are'} inside now finish with the delays they began
            with.
          </Text>
        )}
        <SaveBar id="flow-delays" open={isDirty}>
          <button variant="primary" onClick={save} loading={saving.isSaving ? '' : undefined} />
          <button onClick={() => setValues(saved)} />
        </SaveBar>
      </BlockStack>
    </Card>
  );
}
