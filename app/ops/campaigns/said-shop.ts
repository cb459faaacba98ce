/** How a shop writes instants. */
export interface SaidShop {
  timezone: string;
  locale: string;
}

export const exactly = (at: string, { timezone, locale }: SaidShop): string =>
  new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short', timeZone: timezone }).format(new Date(at));
