/** When a webhook that was not taken is tried again, and what counts as taken. Delays are business minutes after the attempt before. */
export interface RetrySchedule {
  delaysMinutes: readonly number[];
  isTaken: (status: number) => boolean;
  /** An answer after which Postmark does not try again. */
  isFinal: (status: number) => boolean;
}

export type RetryScheduleName = 'ten-over-ten-hours' | 'six-within-the-hour';

/**
 * Two schedules, because Postmark's own words differ and nobody could watch the real one:
 * - `ten-over-ten-hours` is what its support page says of inbound webhooks and its published agent guide of all: ten retries over about
 *   10.5 hours, everything but 200 counts as failed, and 403 ends the matter.
 * - `six-within-the-hour` is what its webhook overview says of event webhooks: six retries, any 2xx is taken, and any 4xx but 408 and 429
 *   ends the matter.
 */
export const retrySchedules: Record<RetryScheduleName, RetrySchedule> = {
  'ten-over-ten-hours': {
    delaysMinutes: [1, 5, 10, 10, 10, 15, 30, 60, 120, 360],
    isTaken: (status) => status === 200,
    isFinal: (status) => status === 403,
  },
  'six-within-the-hour': {
    delaysMinutes: [1, 5, 10, 10, 10, 15],
    isTaken: (status) => status >= 200 && status < 300,
    isFinal: (status) => status >= 400 && status < 500 && status !== 408 && status !== 429,
  },
};
