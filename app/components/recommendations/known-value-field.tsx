import { useMemo } from 'react';
import { Autocomplete } from '@shopify/polaris';

interface KnownValueFieldProps {
  label: string;
  value: string;
  /** What stands at the shop's products. */
  known: string[];
  onChange: (value: string) => void;
  error: string | undefined;
}

const MOST_SHOWN = 12;

/** A text that may be anything, with what the shop has of its kind to choose from. */
export function KnownValueField({ label, value, known, onChange, error }: KnownValueFieldProps) {
  const options = useMemo(() => {
    const typed = value.trim().toLowerCase();
    const fitting = known.filter((each) => each.toLowerCase().includes(typed));
    return fitting.slice(0, MOST_SHOWN).map((each) => ({ value: each, label: each }));
  }, [known, value]);
  return (
    <Autocomplete
      options={options}
      selected={[]}
      onSelect={([chosen]) => onChange(chosen ?? '')}
      textField={
        <Autocomplete.TextField
          label={label}
          autoComplete="off"
          value={value}
          onChange={onChange}
          maxLength={255}
          helpText="Choose one of your own, or write it. Capital letters make no difference."
          {...(error ? { error } : {})}
        />
      }
    />
  );
}
