import { z } from 'zod';

/** How long after something was done with a mail an order is credited to it, in days. Opens of 0 days do not count. */
export interface CreditWindows {
  clickDays: number;
  openDays: number;
}

/** Five days after a click is what the field's most used tool takes by default; opens are left out, as many are not seen. */
export const usualWindows: CreditWindows = { clickDays: 5, openDays: 0 };
export const LONGEST_WINDOW_DAYS = 30;
const LONGEST_OPEN_DAYS = 1;

const days = (most: number) =>
  z.coerce
    .number({ error: 'must be a number of days' })
    .int('must be whole days')
    .max(most, `must be at most ${most} days`);

export const creditWindows = z.object({
  clickDays: days(LONGEST_WINDOW_DAYS).min(1, 'must be at least one day'),
  openDays: days(LONGEST_OPEN_DAYS).min(0, 'must be none or one day'),
});

/** `within 5 days of a click`, as it stands behind what orders amount to. */
export const creditWindowWords = ({ clickDays, openDays }: CreditWindows): string =>
  `within ${clickDays === 1 ? 'a day' : `${clickDays} days`} of a click${openDays > 0 ? ' or a day of an open' : ''}`;
