import { describe, expect, test } from 'vitest';
import { LEAST_COUNT, MOST_BOUNCED, MOST_COMPLAINED, stopLoss } from '~/decisions/send-policy/stop-loss';
import { howClose } from './how-close';
import { answerWords, obstacles, type DeliveryFacts } from './words';

const COUNTS = {
  ...{ sent: 1_000, delivered: 980, hardBounced: 0, softBounced: 0, complained: 0, unsubscribed: 0 },
  ...{ opened: 300, clicked: 50 },
};
const facts = (changes: Partial<DeliveryFacts> = {}): DeliveryFacts => ({
  ...{ days: 30, locale: 'en', total: COUNTS, byMailbox: [], isStopped: false, isPaused: false, problem: null },
  ...{ hasSender: true, hasOwnServer: false, wayOut: 'own', domain: null, sharedFull: false, inDoubt: 0, broken: 0 },
  ...changes,
});
const said = (changes: Partial<DeliveryFacts>) => obstacles(facts(changes)).map(({ words }) => words);

describe('whether mail arrives', () => {
  test.each<[Partial<DeliveryFacts>, string]>([
    [{}, '98% of the 1,000 mails of the last 30 days arrived, of 20 there is no word yet.'],
    [{ total: { ...COUNTS, delivered: 1_000 } }, '100% of the 1,000 mails of the last 30 days arrived.'],
    [
      { total: { ...COUNTS, hardBounced: 15, softBounced: 5 } },
      '98% of the 1,000 mails of the last 30 days arrived, 20 came back.',
    ],
    [{ total: { ...COUNTS, sent: 1, delivered: 1 } }, '100% of the one mail of the last 30 days arrived.'],
    [{ total: { ...COUNTS, sent: 0 } }, 'No mail left in the last 30 days, so there is nothing to judge by.'],
    [{ hasSender: false, total: { ...COUNTS, sent: 0 } }, 'No mail leaves yet: it is not said who it is from.'],
    [
      { hasOwnServer: true, total: { ...COUNTS, delivered: 0 } },
      'Nobody can say: the 1,000 mails of the last 30 days left by your own mail server, which does not tell what became of them.',
    ],
  ])('with %j: %s', (changes, words) => {
    expect(answerWords(facts(changes))).toBe(words);
  });
});

describe('what stands in the way', () => {
  test('is nothing where all is well', () => expect(obstacles(facts())).toEqual([]));

  test('is said in the order in which it is to be seen to', () => {
    const domain = { name: 'oak.example', state: 'failing' } as const;
    const total = { ...COUNTS, hardBounced: 1 };
    expect(
      said({ problem: 'no credit', isStopped: true, isPaused: true, domain, total, inDoubt: 2, broken: 1 }),
    ).toEqual([
      'The mail provider takes no mail at the moment: no credit',
      'Marketing mail has stopped by itself.',
      'All sending is paused.',
      'The records of oak.example are not found any more: mailboxes trust the mail less.',
      '1 mail went to mailboxes that do not exist. Nobody there is written to again.',
      'Of 2 mails nobody knows whether it left. None is sent twice.',
      '1 mail could not be made or was refused.',
    ]);
  });

  test.each(['shared', 'only-shop', 'nowhere'] as const)('is that no domain of its own is verified (%s)', (wayOut) => {
    expect(said({ wayOut })).toHaveLength(1);
  });

  test('is a provider that takes clearly fewer than the others, once there are enough to say so', () => {
    const gmail = { mailbox: 'gmail', sent: 500, delivered: 495 } as const;
    const slow = { mailbox: 'outlook', sent: 500, delivered: 400 } as const;
    const total = { ...COUNTS, delivered: 895 };
    expect(said({ total, byMailbox: [gmail, slow] })).toEqual([
      'At Outlook, Hotmail, Live, MSN 80% arrive, elsewhere 99%.',
    ]);
    const few = { mailbox: 'outlook', sent: 19, delivered: 0 } as const;
    expect(said({ total: { ...COUNTS, sent: 519, delivered: 495 }, byMailbox: [gmail, few] })).toEqual([]);
    expect(
      said({ total: { ...COUNTS, sent: 500, delivered: 100 }, byMailbox: [{ ...gmail, delivered: 100 }] }),
    ).toEqual([]);
  });
});

test.each([0, 1, 100, 124, 125, 126, 500, 1_000])(
  'how close it is to stopping is what stops it, of %i mails',
  (sent) => {
    for (let count = 0; count <= Math.max(sent, LEAST_COUNT + 1); count += 1) {
      const isFull = (most: number) => howClose({ count, sent, most }).percent === 100;
      expect(isFull(MOST_BOUNCED)).toBe(stopLoss({ sent, bounced: count, complained: 0 }) === 'bounces');
      expect(isFull(MOST_COMPLAINED)).toBe(stopLoss({ sent, bounced: 0, complained: count }) === 'complaints');
    }
  },
);
