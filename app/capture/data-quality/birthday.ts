export type ReadDay =
  /** `1990-12-31`, or `12-31`. */
  | { kind: 'day'; day: string }
  /** Both readings are days that exist: nobody can tell which was meant. */
  | { kind: 'ambiguous'; readings: [string, string] }
  | { kind: 'impossible' };

const IMPOSSIBLE: ReadDay = { kind: 'impossible' };
const OLDEST_YEAR = 1890;
const two = (number: number): string => String(number).padStart(2, '0');

/**
 * Reads a birthday as people and programs write it: `1990-12-31`, `1990-12-31T00:00:00Z`, `19901231`, `12-31`, `--12-31`, `31.12.1990`,
 * `31.12.`, `12/31/1990`. A dot means the day comes first. With a slash or a dash either may: where both readings exist the answer is
 * `ambiguous`. Days that do not exist, and years before 1890 or after `latestYear`, are impossible.
 */
export function readBirthday(raw: string, latestYear: number): ReadDay {
  const text = raw.trim();
  const iso = /^(\d{4})[-/.]?(\d{2})[-/.]?(\d{2})(?:[T ].*)?$/s.exec(text);
  if (iso) return dayOf(iso[1], iso[2], iso[3], latestYear);
  const yearless = /^(?:--)?(\d{2})-(\d{2})$/.exec(text);
  if (yearless) return dayOf(undefined, yearless[1], yearless[2], latestYear);
  const dotted = /^(\d{1,2})\. ?(\d{1,2})\. ?(\d{4})?$/.exec(text);
  if (dotted) return dayOf(dotted[3], dotted[2], dotted[1], latestYear);
  const either = /^(\d{1,2})[-/](\d{1,2})[-/](\d{4})$/.exec(text);
  return either ? eitherWay(either[1] ?? '', either[2] ?? '', either[3] ?? '', latestYear) : IMPOSSIBLE;
}

function dayOf(year: string | undefined, month = '', day = '', latestYear: number): ReadDay {
  const [y, m, d] = [year ? Number(year) : 2000, Number(month), Number(day)];
  if (year && (y < OLDEST_YEAR || y > latestYear)) return IMPOSSIBLE;
  const isDay = m >= 1 && m <= 12 && d >= 1 && d <= new Date(Date.UTC(y, m, 0)).getUTCDate();
  return isDay ? { kind: 'day', day: `${year ? `${year}-` : ''}${two(m)}-${two(d)}` } : IMPOSSIBLE;
}

function eitherWay(one: string, other: string, year: string, latestYear: number): ReadDay {
  const dayFirst = dayOf(year, other, one, latestYear);
  const monthFirst = dayOf(year, one, other, latestYear);
  if (dayFirst.kind !== 'day') return monthFirst;
  if (monthFirst.kind !== 'day' || monthFirst.day === dayFirst.day) return dayFirst;
  return { kind: 'ambiguous', readings: [dayFirst.day, monthFirst.day] };
}
