import { describe, expect, it, test } from 'vitest';
import { messageSentence, messageStatus, type ToldMessage } from './message-words';

const shop = { now: '2026-03-10T12:00:00.000Z', timezone: 'UTC', locale: 'en-GB', currency: 'EUR' };
const at = (time: string): Date => new Date(`2026-03-${time}:00.000Z`);

/** A message that waits for two in the afternoon. */
const message = (changes: Partial<ToldMessage>): ToldMessage => ({
  state: 'planned',
  reason: null,
  dueAt: at('10T14:00'),
  ...{ sentAt: null, deliveredAt: null, openedAt: null, clickedAt: null, bouncedAt: null, complainedAt: null },
  ...changes,
});
const sent = (changes: Partial<ToldMessage>) => message({ state: 'accepted', sentAt: at('10T09:00'), ...changes });

test.each<[string, ToldMessage, string, string]>([
  ['that waits', message({}), 'Waiting until 14:00', 'It goes at 14:00, if nothing speaks against it then.'],
  [
    'that waits for a reason',
    message({ dueAt: at('11T08:00'), reason: { code: 'quiet-hours', timezone: 'UTC' } }),
    'Waiting until tomorrow at 8:00',
    'Waiting for the end of the quiet hours. It goes tomorrow at 8:00, if nothing speaks against it then.',
  ],
  [
    'whose time has come',
    message({ dueAt: at('10T12:00') }),
    'About to go',
    'It goes within moments, if nothing speaks against it then.',
  ],
  [
    'that is prepared',
    message({ state: 'claimed' }),
    'Being prepared',
    'It is being prepared: made with this moment’s stock and prices, and looked at once more.',
  ],
  ['that is on its way', message({ state: 'requested' }), 'Being sent', 'It is on its way to Postmark.'],
  [
    'nobody answered about',
    message({ state: 'unknown', reason: { code: 'no-answer' } }),
    'In doubt',
    'Postmark did not answer; whether it was sent is being found out. It is not sent again before that is known.',
  ],
  [
    'that was refused',
    message({ state: 'rejected', reason: { code: 'inactive-recipient' } }),
    'Refused',
    'Refused: this mailbox bounced or complained before.',
  ],
  [
    'that was not sent',
    message({ state: 'skipped', reason: { code: 'ordered-meanwhile', orderId: 'x' } }),
    'Not sent',
    'Not sent, because they ordered in the meantime.',
  ],
  ['that was sent', sent({}), 'Sent', 'Sent at 9:00; whether it was delivered is not known yet.'],
  ['that arrived', sent({ deliveredAt: at('10T09:01') }), 'Delivered', 'Sent at 9:00, and delivered.'],
])('a message %s', (_, told, words, sentence) => {
  expect([messageStatus(told, shop).words, messageSentence(told, shop)]).toEqual([words, sentence]);
});

describe('of a mail that was sent', () => {
  const all = { deliveredAt: at('10T09:01'), openedAt: at('10T10:00'), clickedAt: at('10T10:01') };

  it('the furthest is told', () => {
    expect(messageStatus(sent({ ...all, clickedAt: null }), shop)).toEqual({ kind: 'good', words: 'Opened' });
    expect(messageSentence(sent(all), shop)).toBe('Sent at 9:00, and a link in it was clicked.');
  });

  it('what went wrong outweighs what went well', () => {
    const complained = sent({ ...all, complainedAt: at('10T11:00') });
    expect(messageStatus(complained, shop)).toEqual({ kind: 'bad', words: 'Marked as spam' });
    const bounced = sent({ bouncedAt: at('10T09:02') });
    expect(messageSentence(bounced, shop)).toBe('Sent at 9:00, but it bounced: the mailbox did not take it.');
  });
});
