import { TextField } from '@shopify/polaris';

interface NumberFieldProps {
  label: string;
  helpText?: string;
  value: number;
  onChange(value: number): void;
  error: string | undefined;
}

/** A whole number; an empty field is none, and is refused when it is kept. */
export function NumberField({ label, helpText, value, onChange, error }: NumberFieldProps) {
  return (
    <TextField
      label={label}
      helpText={helpText}
      type="number"
      autoComplete="off"
      value={Number.isNaN(value) ? '' : String(value)}
      onChange={(text) => onChange(text === '' ? Number.NaN : Number(text))}
      error={error}
    />
  );
}
