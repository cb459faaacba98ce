import { expect, test } from 'vitest';
import { REASON_NAMES, reasonValues, reasonWords, type StoredReason } from './reason-words';

test.each<[StoredReason, string]>([
  [{ code: 'no-address' }, 'No email address is known.'],
  [
    { code: 'address-impossible' },
    'Not sent, because the address cannot take mail: its domain refused it twice, a day apart. Ask this person for another.',
  ],
  [{ code: 'no-consent', consent: 'withdrawn' }, 'Not sent, because this person has unsubscribed.'],
  [{ code: 'no-consent', consent: 'pending' }, 'Not sent, because this person was asked to confirm and has not yet.'],
  [{ code: 'no-consent', consent: 'never-given' }, 'Not sent, because this person has never agreed to marketing mail.'],
  [{ code: 'no-consent', consent: 'granted' }, 'Not sent, because this person did not agree to marketing mail.'],
  [{ code: 'ordered-meanwhile', orderId: 'x' }, 'Not sent, because they ordered in the meantime.'],
  [{ code: 'cart-empty' }, 'Not sent, because the cart is empty.'],
  [{ code: 'nothing-in-stock' }, 'Not sent, because nothing of what it offers can be bought any more.'],
  [{ code: 'expired', expiresAt: '2026-03-10T12:00:00.000Z' }, 'Not sent, because its time had passed.'],
  [{ code: 'all-sending-paused' }, 'Waiting, because all sending is paused.'],
  [{ code: 'sender-not-set-up' }, 'Waiting, because it is not said yet who the mail is from.'],
  [{ code: 'quiet-hours', timezone: 'Europe/Berlin' }, 'Waiting for the end of the quiet hours.'],
  [
    { code: 'frequency-cap', lastSentAt: '2026-03-10T12:00:00.000Z', capMinutes: 960 },
    'Waiting, because this person was written to less than 16 hours ago.',
  ],
  [
    { code: 'frequency-cap', lastSentAt: '2026-03-10T12:00:00.000Z', capMinutes: 90 },
    'Waiting, because this person was written to less than 90 minutes ago.',
  ],
  [
    { code: 'paused-by-person', pausedUntil: '2026-03-10T12:00:00.000Z' },
    'Not sent, because this person asked for a pause.',
  ],
  [{ code: 'topic-off', topic: 'News' }, 'Not sent, because this person does not want “News”.'],
  [
    { code: 'person-frequency', lastSentAt: '2026-03-10T12:00:00.000Z', capMinutes: 10_080 },
    'Waiting, because this person wants at most one mail in 7 days.',
  ],
  [
    { code: 'stop-loss', why: 'bounces' },
    'Waiting, because marketing mail has stopped: too many of the newest mails came back for good. Home says what to do.',
  ],
  [
    { code: 'stop-loss', why: 'complaints' },
    'Waiting, because marketing mail has stopped: too many people complained of the newest mails. Home says what to do.',
  ],
  [
    { code: 'domain-not-verified' },
    'Waiting, because your domain is not verified: until then only your own address gets mail. See Settings, under Domain.',
  ],
  [
    { code: 'shared-limit', most: 50, until: '2026-03-10T12:00:00.000Z' },
    'Waiting, because 50 mails left by the shared domain within a day. With a domain of your own there is no such limit.',
  ],
  [{ code: 'nothing-to-confirm' }, 'Not sent, because there was nothing left to confirm.'],
  [
    { code: 'no-transactional-stream' },
    'Waiting, because no stream for mails without advertising is set up. Name one in Settings, under Consent.',
  ],
  [{ code: 'inactive-recipient', detail: '406' }, 'Refused: this mailbox bounced or complained before.'],
  [{ code: 'no-answer' }, 'Postmark did not answer; whether it was sent is being found out.'],
  [{ code: 'try-later', detail: 'Postmark 429' }, 'Waiting, because Postmark could not take it yet.'],
  [{ code: 'gave-up' }, 'Not sent, because Postmark could not take it, however often it was tried.'],
  [{ code: 'mail-broken', detail: 'no such field' }, 'Not sent, because the mail could not be made.'],
  [{ code: 'postmark-300', detail: 'Zero recipients specified.' }, 'Zero recipients specified. (postmark-300)'],
  [{ code: 'something-new' }, 'something-new'],
])('%j reads: %s', (reason, words) => {
  expect(reasonWords(reason)).toBe(words);
});

const shop = { now: '2026-03-10T12:00:00.000Z', timezone: 'UTC', locale: 'en-GB', currency: 'EUR' };

test.each<[StoredReason, string[]]>([
  [{ code: 'no-consent', consent: 'never-given' }, ['Consent to marketing: never given']],
  [{ code: 'expired', expiresAt: '2026-03-10T11:15:00.000Z' }, ['Worth sending until: 11:15']],
  [{ code: 'quiet-hours', timezone: 'Europe/Berlin' }, ['Quiet hours count in: Europe/Berlin']],
  [
    { code: 'frequency-cap', lastSentAt: '2026-03-09T20:00:00.000Z', capMinutes: 960 },
    ['Last written to: yesterday at 20:00', 'At most one mail in: 16 hours'],
  ],
  [
    { code: 'person-frequency', lastSentAt: '2026-03-09T20:00:00.000Z', capMinutes: 10_080 },
    ['Last written to: yesterday at 20:00', 'At most one mail in: 7 days'],
  ],
  [{ code: 'paused-by-person', pausedUntil: '2026-03-11T08:00:00.000Z' }, ['Paused until: tomorrow at 8:00']],
  [{ code: 'topic-off', topic: 'News' }, ['Topic: News']],
  [{ code: 'makes-way', until: '2026-03-10T11:15:00.000Z' }, ['The other one is due: 11:15']],
  [{ code: 'mail-broken', detail: 'no such field' }, ['Postmark or the mail says: no such field']],
  [{ code: 'cart-empty' }, []],
  [
    { code: 'cart-told', flow: 'abandoned-checkout', sentAt: '2026-03-09T20:00:00.000Z' },
    ['That mail was sent: yesterday at 20:00'],
  ],
])('%j rests on %j', (reason, values) => {
  expect(reasonValues(reason, shop).map(({ label, value }) => `${label}: ${value}`)).toEqual(values);
});

test('every reason a list can be narrowed to has words of its own', () => {
  for (const code of Object.keys(REASON_NAMES))
    expect(reasonWords({ code, exit: 'ordered', flow: 'abandoned-cart' } as unknown as StoredReason), code).not.toBe(
      code,
    );
});
