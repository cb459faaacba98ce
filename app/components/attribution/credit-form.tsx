import { useState } from 'react';
import { BlockStack, Checkbox, FormLayout, Text, TextField } from '@shopify/polaris';
import { SaveBar } from '@shopify/app-bridge-react';
import type { CreditWindows } from '~/engagement/attribution/windows';
import { TitledCard } from '../titled-card';
import { useSaving } from '../use-saving';

/** For how long after a click, and after an open if at all, an order is credited to a mail. */
export function CreditForm({ windows }: { windows: CreditWindows }) {
  const saved = { clickDays: String(windows.clickDays), openDays: String(windows.openDays) };
  const [values, setValues] = useState(saved);
  const isDirty = values.clickDays !== saved.clickDays || values.openDays !== saved.openDays;
  const saving = useSaving('/app/settings/credit', 'Saved; orders are being credited anew');
  return (
    <TitledCard title="For how long">
      <FormLayout>
        <TextField
          label="Days after a click"
          type="number"
          min={1}
          max={30}
          suffix="days"
          autoComplete="off"
          value={values.clickDays}
          onChange={(clickDays) => setValues({ ...values, clickDays })}
          error={saving.problemOf('clickDays')}
          helpText="Five is usual. Longer gives mails credit for what was bought for other reasons."
        />
        <Checkbox
          label="Also an open, for one day"
          checked={values.openDays !== '0'}
          onChange={(isOn) => setValues({ ...values, openDays: isOn ? '1' : '0' })}
          error={saving.problemOf('openDays')}
          helpText="Only opens by people count. Apple hides those of its readers, so this favours other mail programs."
        />
      </FormLayout>
      {isDirty && (
        <BlockStack>
          <Text as="p" tone="subdued">
            All orders are credited anew. Until that is done every page shows the figures as they are now.
          </Text>
        </BlockStack>
      )}
      <SaveBar id="credit" open={isDirty}>
        <button variant="primary" onClick={() => saving.submit(values)} loading={saving.isSaving ? '' : undefined} />
        <button onClick={() => setValues(saved)} />
      </SaveBar>
    </TitledCard>
  );
}
