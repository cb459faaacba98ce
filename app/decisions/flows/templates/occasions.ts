import { CONSENT_LOST, DAY, END, HAS_ADDRESS, HOUR, mail, type FlowTemplate } from './parts';

/** Nine in the morning, by the shop's clock. */
const MORNING = 9 * HOUR;

/** A birthday, where it is known. Any other day that comes to somebody is the same flow with another day. */
export const birthday: FlowTemplate = {
  purpose: 'Congratulates people on their birthday, where you know it. For another day of theirs, choose that one.',
  why: 'On the day itself, in the morning. The mail is not worth sending a day later, and then is not sent.',
  definition: {
    key: 'birthday',
    name: 'Birthday',
    trigger: {
      ...{ kind: 'day', of: { fact: 'profile.birthday' }, yearly: true, daysBefore: 0, minuteOfDay: MORNING },
      when: HAS_ADDRESS,
    },
    again: { afterMinutes: 300 * DAY },
    meanwhile: 'nothing',
    priority: 60,
    exits: [CONSENT_LOST],
    start: 'greeting',
    nodes: [mail('greeting', 'birthday', 'done', 12 * HOUR), END],
  },
};

/** The segment stands as its key until the template is taken: then its id does. */
export const VIPS = 'vips';

/** Somebody has become one of the best customers. */
export const bestCustomers: FlowTemplate = {
  purpose:
    'Thanks people the day they become one of your best customers. Works with any segment somebody enters or leaves.',
  why: 'Once in a lifetime, an hour after it came about, so that it does not stand beside the mail about their order.',
  segment: VIPS,
  definition: {
    key: 'best-customers',
    name: 'Best customers',
    trigger: {
      kind: 'event',
      events: [{ event: 'segment_entered', where: [{ field: 'segment', is: 'is', value: VIPS }] }],
      when: HAS_ADDRESS,
    },
    again: 'never',
    meanwhile: 'nothing',
    priority: 55,
    exits: [CONSENT_LOST],
    start: 'an-hour',
    nodes: [
      { kind: 'delay', key: 'an-hour', minutes: HOUR, after: 'arrival', next: 'thanks' },
      mail('thanks', 'vip-thanks', 'done', 3 * DAY),
      END,
    ],
  },
};
