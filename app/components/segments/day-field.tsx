import { TextField } from '@shopify/polaris';
import { Temporal } from 'temporal-polyfill';
import { dayOf, startOfDay } from '~/customers/rules/days';
import { useEditing } from './editing';

interface DayFieldProps {
  label: string;
  /** ISO 8601; anything else: none is chosen. */
  instant: string;
  /** The end of the day is meant. */
  isEnd: boolean;
  onChange: (instant: string) => void;
}

/** A day by the shop's calendar, kept as the instant at which it begins or ends there. */
export function DayField({ label, instant, isEnd, onChange }: DayFieldProps) {
  const { timezone } = useEditing().shop;
  return (
    <TextField
      label={label}
      type="date"
      autoComplete="off"
      value={shownDay(instant, timezone)}
      onChange={(day) => onChange(instantOf(day, timezone, isEnd))}
    />
  );
}

function shownDay(instant: string, timeZone: string): string {
  const at = new Date(instant);
  return Number.isNaN(at.getTime()) ? '' : dayOf(at, timeZone).toString();
}

const LAST_MS = 1;

/** Where it begins; of an end the last millisecond. */
export function instantOf(day: string, timeZone: string, isEnd: boolean): string {
  if (!/^\d{4}-\d\d-\d\d$/.test(day)) return '';
  const from = Temporal.PlainDate.from(day);
  const at = startOfDay(isEnd ? from.add({ days: 1 }) : from, timeZone).getTime();
  return new Date(isEnd ? at - LAST_MS : at).toISOString();
}
