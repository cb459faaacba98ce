import { useState } from 'react';
import { Select, TextField } from '@shopify/polaris';
import { readAmount } from '~/ops/recommendations/read-amount';
import { decimalOf } from '~/platform/money';
import { useEditing } from './editing';

interface NumberFieldProps {
  label: string;
  /** NaN: nothing that can be read. */
  value: number;
  onChange: (value: number) => void;
  suffix?: string;
  helpText?: string;
}

const shownNumber = (value: number): string => (Number.isFinite(value) ? String(value) : '');

/** A number as it is typed; what cannot be read is NaN. */
export function NumberField({ label, value, onChange, suffix, helpText }: NumberFieldProps) {
  const [typed, setTyped] = useState(shownNumber(value));
  const read = (text: string): number => (text.trim() === '' ? Number.NaN : Number(text.trim().replace(',', '.')));
  // Changed from elsewhere: shown as it is then.
  const shown = Object.is(read(typed), value) ? typed : shownNumber(value);
  return (
    <TextField
      label={label}
      autoComplete="off"
      inputMode="decimal"
      value={shown}
      onChange={(text) => {
        setTyped(text);
        onChange(read(text));
      }}
      {...(suffix ? { suffix } : {})}
      {...(helpText ? { helpText } : {})}
    />
  );
}

/** An amount in minor units of the shop's currency. */
export function MoneyField({ label, value, onChange }: Pick<NumberFieldProps, 'label' | 'value' | 'onChange'>) {
  const { shop } = useEditing();
  const said = (minor: number) =>
    Number.isFinite(minor) ? decimalOf({ minor: Math.round(minor), currency: shop.currency }) : '';
  const [typed, setTyped] = useState(said(value));
  const read = (text: string): number => readAmount(text, shop.currency, shop.locale) ?? Number.NaN;
  const shown = Object.is(read(typed), value) ? typed : said(value);
  return (
    <TextField
      label={label}
      autoComplete="off"
      inputMode="decimal"
      suffix={shop.currency}
      value={shown}
      onChange={(text) => {
        setTyped(text);
        onChange(read(text));
      }}
    />
  );
}

const UNITS = [
  { value: '1440', label: 'days' },
  { value: '60', label: 'hours' },
  { value: '1', label: 'minutes' },
];

const unitOf = (minutes: number): string =>
  UNITS.find(({ value }) => Number.isFinite(minutes) && minutes % Number(value) === 0)?.value ?? '1440';

interface LengthFieldProps {
  label: string;
  minutes: number;
  onChange: (minutes: number) => void;
}

/** A length of time in the unit that somebody thinks in. */
export function LengthField({ label, minutes, onChange }: LengthFieldProps) {
  const [unit, setUnit] = useState(unitOf(minutes));
  const shown = Number.isFinite(minutes) && minutes % Number(unit) !== 0 ? unitOf(minutes) : unit;
  const count = minutes / Number(shown);
  return (
    <>
      <div className="segment-fields__short">
        <NumberField label={label} value={count} onChange={(next) => onChange(next * Number(shown))} />
      </div>
      <div className="segment-fields__short">
        <Select
          label="Unit"
          options={UNITS}
          value={shown}
          onChange={(next) => {
            setUnit(next);
            onChange(count * Number(next));
          }}
        />
      </div>
    </>
  );
}
