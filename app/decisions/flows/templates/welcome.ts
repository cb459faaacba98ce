import { DAY, CONSENT_LOST, END, fact, HAS_ADDRESS, mail, wait, type FlowTemplate } from './parts';

/** Somebody agreed to get mail: say hello while they remember, and once more with something for them. */
export const welcome: FlowTemplate = {
  purpose: 'Greets those who have just asked for your mail, and shows them something of theirs some days later.',
  why: 'At once, as long as they remember asking; then four days of quiet, which is what the field’s most used tool begins with. Who has ordered by then gets no second one.',
  definition: {
    key: 'welcome',
    name: 'Welcome',
    trigger: {
      kind: 'event',
      events: [
        {
          event: 'consent_changed',
          where: [
            { field: 'purpose', is: 'is', value: 'marketing' },
            { field: 'state', is: 'is', value: 'granted' },
          ],
        },
      ],
      when: HAS_ADDRESS,
    },
    again: 'never',
    meanwhile: 'nothing',
    priority: 80,
    exits: [CONSENT_LOST],
    start: 'welcome',
    nodes: [
      mail('welcome', 'welcome-first', 'some-days', 2 * DAY),
      wait('some-days', 4 * DAY, 'has-ordered'),
      {
        kind: 'condition',
        key: 'has-ordered',
        when: fact('orders.count', 'at-least', 1),
        yes: 'done',
        no: 'picked',
      },
      mail('picked', 'welcome-second', 'done', 2 * DAY),
      END,
    ],
  },
};
