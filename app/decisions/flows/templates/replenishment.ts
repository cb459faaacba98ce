import { CONSENT_LOST, DAY, END, HAS_ADDRESS, HOUR, mail, ORDERED, type FlowTemplate } from './parts';

/** Nine in the morning, by the shop's clock. */
const MORNING = 9 * HOUR;

/** Who orders at regular times is reminded a little before the next one. */
export const replenishment: FlowTemplate = {
  purpose: 'Reminds people who order again and again, a few days before they usually do.',
  why: 'Three days before the day that follows from their own rhythm: the middle one of the times between their orders, counted from the last. Of whom no rhythm is known nothing is expected, and an order in the meantime moves the day.',
  definition: {
    key: 'replenishment',
    name: 'Time for more',
    trigger: {
      ...{ kind: 'day', of: { fact: 'orders.nextExpectedOn' }, yearly: false, daysBefore: 3, minuteOfDay: MORNING },
      when: HAS_ADDRESS,
    },
    again: { afterMinutes: 7 * DAY },
    meanwhile: 'nothing',
    priority: 48,
    exits: [ORDERED, CONSENT_LOST],
    start: 'time-for-more',
    nodes: [mail('time-for-more', 'replenish', 'done', 3 * DAY), END],
  },
};
