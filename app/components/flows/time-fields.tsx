import { ChoiceList, TextField } from '@shopify/polaris';
import { clockWords } from '~/decisions/explanations/flow-words';

interface ClockFieldProps {
  label: string;
  minuteOfDay: number;
  onChange: (minuteOfDay: number) => void;
  disabled: boolean;
}

/** A time of day; one that cannot be read is NaN. */
export function ClockField({ label, minuteOfDay, onChange, disabled }: ClockFieldProps) {
  const read = (text: string): number => {
    const [, hours, minutes] = /^(\d{1,2}):(\d{2})/.exec(text) ?? [];
    return Number(hours) * 60 + Number(minutes);
  };
  return (
    <TextField
      label={label}
      type="time"
      autoComplete="off"
      value={Number.isFinite(minuteOfDay) ? clockWords(minuteOfDay) : ''}
      onChange={(text) => onChange(read(text))}
      disabled={disabled}
    />
  );
}

const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

interface WeekdaysFieldProps {
  weekdays: readonly number[];
  onChange: (weekdays: number[]) => void;
  disabled: boolean;
}

export function WeekdaysField({ weekdays, onChange, disabled }: WeekdaysFieldProps) {
  return (
    <ChoiceList
      title="On these days"
      allowMultiple
      disabled={disabled}
      choices={WEEKDAYS.map((label, index) => ({ label, value: String(index + 1) }))}
      selected={weekdays.map(String)}
      onChange={(chosen: string[]) => onChange(chosen.map(Number).sort((a, b) => a - b))}
    />
  );
}
