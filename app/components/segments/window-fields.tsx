import { Select } from '@shopify/polaris';
import type { Window } from '~/customers/rules/rule';
import { DayField } from './day-field';
import { LengthField } from './number-field';
import { A_MONTH } from './subjects';

const DAY = 1_440;
type Kind = 'last' | 'ever' | 'between' | 'since' | 'days' | 'run';

const OPTIONS: { value: Kind; label: string }[] = [
  { value: 'last', label: 'in the last' },
  { value: 'ever', label: 'at any time' },
  { value: 'between', label: 'between … and … ago' },
  { value: 'since', label: 'since a day' },
  { value: 'days', label: 'between two days' },
];
const IN_RUNS: (typeof OPTIONS)[number] = { value: 'run', label: 'since a run began' };

function kindOf(window: Window): Kind {
  if (window === 'ever' || window === 'run') return window;
  if ('minutes' in window) return 'last';
  if ('fromMinutes' in window) return 'between';
  return window.until === undefined ? 'since' : 'days';
}

function begun(kind: Kind): Window {
  switch (kind) {
    case 'ever':
    case 'run':
      return kind;
    case 'last':
      return A_MONTH;
    case 'between':
      return { fromMinutes: 60 * DAY, toMinutes: 30 * DAY };
    case 'since':
      return { since: '' };
    default:
      return { since: '', until: '' };
  }
}

interface WindowFieldsProps {
  window: Window;
  onChange: (window: Window) => void;
}

/** When it must have been. */
export function WindowFields({ window, onChange }: WindowFieldsProps) {
  const kind = kindOf(window);
  return (
    <>
      <Select
        label="When"
        options={kind === 'run' ? [...OPTIONS, IN_RUNS] : OPTIONS}
        value={kind}
        onChange={(next) => onChange(begun(next as Kind))}
      />
      <Bounds key={kind} window={window} onChange={onChange} />
    </>
  );
}

function Bounds({ window, onChange }: WindowFieldsProps) {
  if (typeof window === 'string') return null;
  if ('minutes' in window)
    return <LengthField label="Length" minutes={window.minutes} onChange={(minutes) => onChange({ minutes })} />;
  if ('fromMinutes' in window)
    return (
      <>
        <LengthField
          label="From, ago"
          minutes={window.fromMinutes}
          onChange={(fromMinutes) => onChange({ ...window, fromMinutes })}
        />
        <LengthField
          label="To, ago"
          minutes={window.toMinutes}
          onChange={(toMinutes) => onChange({ ...window, toMinutes })}
        />
      </>
    );
  const { since, until } = window;
  return (
    <>
      <DayField
        label="First day"
        instant={since}
        isEnd={false}
        onChange={(next) => onChange({ ...window, since: next })}
      />
      {until !== undefined && (
        <DayField label="Last day" instant={until} isEnd onChange={(next) => onChange({ ...window, until: next })} />
      )}
    </>
  );
}
