import { mailWords } from '../documents/words';

/** Until when something holds, in words: the day and the hour by a store's clock, with its time zone. */
export const endWords = (end: Date, timezone: string, locale: string): string =>
  mailWords(locale).until(
    new Intl.DateTimeFormat(locale, {
      ...({ weekday: 'long', day: 'numeric', month: 'long', hour: '2-digit', minute: '2-digit' } as const),
      ...({ timeZoneName: 'short', timeZone: timezone } as const),
    }).format(end),
  );
