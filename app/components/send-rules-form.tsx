import { useState } from 'react';
import { BlockStack, Card, Checkbox, FormLayout, TextField } from '@shopify/polaris';
import { SaveBar } from '@shopify/app-bridge-react';
import type { SettingsPage } from '~/ops/settings.server';
import { useSaving } from './use-saving';

const toClock = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;

function toMinute(clock: string): string {
  const [hours, minutes] = clock.split(':').map(Number);
  return hours === undefined || minutes === undefined || Number.isNaN(hours + minutes)
    ? ''
    : String(hours * 60 + minutes);
}

interface QuietHours {
  from: string;
  until: string;
}

interface QuietFieldsProps {
  hours: QuietHours;
  onChange(hours: Partial<QuietHours>): void;
  problemOf(field: string): string | undefined;
}

function QuietFields({ hours, onChange, problemOf }: QuietFieldsProps) {
  return (
    <FormLayout.Group condensed>
      <TextField
        label="From"
        type="time"
        autoComplete="off"
        value={hours.from}
        onChange={(from) => onChange({ from })}
        error={problemOf('fromMinute')}
      />
      <TextField
        label="Until"
        type="time"
        autoComplete="off"
        value={hours.until}
        onChange={(until) => onChange({ until })}
        error={problemOf('untilMinute')}
      />
    </FormLayout.Group>
  );
}

/** How often and at what hours people may be written to. */
export function SendRulesForm({ rules: { frequencyCapMinutes, weeklyBudget, quiet } }: Pick<SettingsPage, 'rules'>) {
  const saved = {
    capHours: String(frequencyCapMinutes / 60),
    budget: weeklyBudget === null ? '' : String(weeklyBudget),
    isQuiet: quiet !== null,
    from: toClock(quiet?.fromMinute ?? 1_260),
    until: toClock(quiet?.untilMinute ?? 480),
  };
  const [values, setValues] = useState(saved);
  const isDirty = JSON.stringify(values) !== JSON.stringify(saved);
  const saving = useSaving('/app/settings', 'Rules saved');
  const save = () =>
    saving.submit({
      intent: 'rules',
      frequencyCapHours: values.capHours,
      weeklyBudget: values.budget,
      fromMinute: values.isQuiet ? toMinute(values.from) : '',
      untilMinute: values.isQuiet ? toMinute(values.until) : '',
    });
  return (
    <Card>
      <BlockStack gap="300">
        <FormLayout>
          <TextField
            label="Hours between two mails to one person, at least"
            type="number"
            min={1}
            max={720}
            autoComplete="off"
            value={values.capHours}
            onChange={(capHours) => setValues({ ...values, capHours })}
            error={saving.problemOf('frequencyCapHours')}
          />
          <TextField
            label="Mails to one person in seven days, at most"
            helpText="Empty: as many as the hours between them allow. What is over waits, and is let go once it is no longer worth sending."
            type="number"
            min={1}
            max={50}
            autoComplete="off"
            value={values.budget}
            onChange={(budget) => setValues({ ...values, budget })}
            error={saving.problemOf('weeklyBudget')}
          />
          <Checkbox
            label="Quiet hours"
            helpText="By the clock where somebody lives, as far as that is known, else by the shop’s. Mail that would leave then waits for their end."
            checked={values.isQuiet}
            onChange={(isQuiet) => setValues({ ...values, isQuiet })}
          />
          {values.isQuiet && (
            <QuietFields
              hours={values}
              onChange={(hours) => setValues({ ...values, ...hours })}
              problemOf={saving.problemOf}
            />
          )}
        </FormLayout>
        <SaveBar id="send-rules" open={isDirty}>
          <button variant="primary" onClick={save} loading={saving.isSaving ? '' : undefined} />
          <button onClick={() => setValues(saved)} />
        </SaveBar>
      </BlockStack>
    </Card>
  );
}
