/** Instants in words, in the shop's zone; for pages and for their scripts. */

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

function partsOf(at: Date, timeZone: string): Record<string, string> {
  const format = new Intl.DateTimeFormat('en-GB', {
    ...{ timeZone, weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' },
    ...{ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
  });
  return Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, value]));
}

/** `Sat 22 Nov 2025` */
export function sayDay(at: Date, timeZone: string): string {
  const { weekday, day, month, year } = partsOf(at, timeZone);
  return `${weekday} ${day} ${month} ${year}`;
}

/** `14:03` */
export function sayTime(at: Date, timeZone: string): string {
  const { hour, minute } = partsOf(at, timeZone);
  return `${hour}:${minute}`;
}

/** `Sat 22 Nov 2025, 14:03` */
export const sayInstant = (at: Date, timeZone: string): string => `${sayDay(at, timeZone)}, ${sayTime(at, timeZone)}`;

/** `Sat 22 Nov, 14:03`: for a clock, whose year nobody needs to be told. */
export function sayMoment(at: Date, timeZone: string): string {
  const { weekday, day, month } = partsOf(at, timeZone);
  return `${weekday} ${day} ${month}, ${sayTime(at, timeZone)}`;
}

/** `14:03`, `yesterday 14:03`, `tomorrow 14:03` or `22 Nov 14:03`; with the year where it is another one. */
export function sayNear(at: Date, now: Date, timeZone: string): string {
  const time = sayTime(at, timeZone);
  const dayOf = (instant: Date) => sayDay(instant, timeZone);
  if (dayOf(at) === dayOf(now)) return time;
  if (dayOf(at) === dayOf(new Date(now.getTime() - DAY_MS))) return `yesterday ${time}`;
  if (dayOf(at) === dayOf(new Date(now.getTime() + DAY_MS))) return `tomorrow ${time}`;
  const { day, month, year } = partsOf(at, timeZone);
  return year === partsOf(now, timeZone).year ? `${day} ${month} ${time}` : `${day} ${month} ${year} ${time}`;
}

/** `less than a minute`, `12 min`, `3 h 58 min`, `2 days 4 h` */
export function sayDuration(ms: number): string {
  if (ms < MINUTE_MS / 2) return 'less than a minute';
  const minutes = Math.round(ms / MINUTE_MS);
  if (minutes < 60) return `${minutes} min`;
  if (minutes < 48 * 60) return joined(Math.floor(minutes / 60), 'h', minutes % 60, 'min');
  const hours = Math.round(ms / HOUR_MS);
  return joined(Math.floor(hours / 24), 'days', hours % 24, 'h');
}

const joined = (large: number, largeUnit: string, small: number, smallUnit: string): string =>
  small === 0 ? `${large} ${largeUnit}` : `${large} ${largeUnit} ${small} ${smallUnit}`;
