/** A day of the calendar (`YYYY-MM-DD`) as people say it: `12 Nov`. */
export const dayWords = (day: string, locale: string): string =>
  new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', timeZone: 'UTC' }).format(new Date(day));
