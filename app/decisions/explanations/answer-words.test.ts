import { expect, it } from 'vitest';
import { sendFacts } from '../../../tests/factories/send-facts';
import { after } from '../../../tests/factories/times';
import { arbitrate } from '../send-policy/arbiter/decide-send';
import { answerWords } from './answer-words';

const shop = { now: after(0).toISOString(), timezone: 'Europe/Berlin', locale: 'en-GB', currency: 'EUR' };
const HOUR = 3_600_000;
const saw = (changes: Parameters<typeof sendFacts>[0]) =>
  arbitrate(sendFacts(changes)).answers.map((answer) => answerWords(answer, shop));

it('every rule that lets a mail go says what it saw, in a sentence', () => {
  expect(saw({}).map(({ rule, saw: words }) => `${rule}: ${words}`)).toMatchInlineSnapshot(`
    [
      "An address: An email address was known.",
      "Consent: Consent to marketing: granted, since 12:59.",
      "The address takes mail: Nothing was known against it.",
      "Their own pause: They had asked for none.",
      "Topics they want: The mail belonged to no topic.",
      "Ordered in the meantime: There was no order.",
      "Still in the flow: No way out had opened.",
      "Its campaign stands: The mail was of no campaign.",
      "Something in the cart: 2 items in the cart.",
      "Nothing else about this cart: No other flow had written about it since it last changed.",
      "It can be bought: 2 items could be bought.",
      "Still at the price it tells of: The mail told of no lower price.",
      "They may have its code: The mail was to carry no code.",
      "Held out by an experiment: No experiment held anybody out.",
      "Still worth sending: Worth sending until tomorrow at 7:00.",
      "No change of consent just now: None had arrived.",
      "Nothing newer at Shopify: What was known was fresh, or Shopify knew no more.",
      "Its flow can be read: Its version could be read.",
      "Sending goes on: It went on.",
      "Its campaign goes on: It was not paused.",
      "Few came back or complained: Marketing mail had not stopped by itself.",
      "A sender: It was said who mail is from.",
      "An address to send from: It was the shop’s own.",
      "Mails by the shared domain: Mail did not leave by the shared domain.",
      "Nothing more important: Its priority was 50; none above it was due soon.",
      "Not too often about it: Nothing was set for its topic.",
      "Not too soon after another: There was no mail before; no cap was set.",
      "Mails in a week: No most was set.",
      "Quiet hours: None were set.",
      "A code is there: The mail was to carry no code.",
    ]
  `);
});

it('every rule that stands against a mail says so, with the values of that moment', () => {
  const told = saw({
    ...{ hasAddress: false, isAddressImpossible: true, isHeld: true, orderedId: 'gid://shopify/Order/1' },
    ...{ leftFlow: 'cart-emptied', heldOutFor: 'Autumn', expiresAt: after(0), makesWayUntil: after(HOUR) },
    consent: { state: 'withdrawn', entrySeq: 8n, since: after(-24 * HOUR) },
    cart: { itemCount: 0, buyableCount: 0 },
    offered: { isBuyable: false, lowered: { toldMinor: 800, nowMinor: 900 } },
    ...{ storeAhead: 'order', isFlowUnderstood: false },
    campaign: { state: 'cancelled', wasRead: false },
    offer: { name: 'Come back', isOn: false, hasOwn: false, hasFree: false, hadOne: true, againAt: null },
    toldOfCart: { flow: 'abandoned-checkout', sentAt: after(-HOUR) },
    topic: { name: 'News', minutesBetween: 120, lastSentAt: after(-HOUR) },
    sentAt: [after(-HOUR)],
    person: { pausedUntil: after(HOUR), minutesBetween: 2_880, offTopic: 'News', timezone: 'America/New_York' },
    rules: {
      ...{ isPaused: true, stoppedFor: 'bounces', hasSender: false, wayOut: 'only-shop', weeklyBudget: 1 },
      quiet: { fromMinute: 420, untilMinute: 560 },
    },
  });
  const passed = told.filter(({ verdict }) => verdict === 'passes').map(({ rule }) => rule);
  // Where nobody is written to by the shared domain, it has no limit; and a campaign that is over is not paused.
  expect(passed).toEqual(['Its campaign goes on', 'Mails by the shared domain']);
  expect(told.map(({ rule, saw: words }) => `${rule}: ${words}`)).toMatchInlineSnapshot(`
    [
      "An address: No email address was known.",
      "Consent: Consent to marketing: withdrawn, since yesterday at 13:00.",
      "The address takes mail: Its domain had refused mail twice, a day apart.",
      "Their own pause: They had asked for a pause until 14:00.",
      "Topics they want: “News” was not wanted.",
      "Ordered in the meantime: There was an order.",
      "Still in the flow: A way out had opened: cart emptied.",
      "Its campaign stands: The campaign was cancelled.",
      "Something in the cart: 0 items in the cart.",
      "Nothing else about this cart: “abandoned checkout” had written about the same cart (sent: 12:00).",
      "It can be bought: 0 items could be bought.",
      "Still at the price it tells of: The price was higher again.",
      "They may have its code: “Come back” was switched off.",
      "Held out by an experiment: Held out by “Autumn”.",
      "Still worth sending: Worth sending until 13:00.",
      "No change of consent just now: A change had arrived and was being read.",
      "Nothing newer at Shopify: Shopify told of an order that was not read yet.",
      "Its flow can be read: The version of its flow could not be read.",
      "Sending goes on: All sending was paused.",
      "Its campaign goes on: It was not paused.",
      "Few came back or complained: Marketing mail had stopped by itself, for its bounces.",
      "A sender: It was not said yet who mail is from.",
      "An address to send from: The shop’s domain was not verified, so that only the shop itself got mail; this was to somebody else.",
      "Mails by the shared domain: Mail did not leave by the shared domain.",
      "Nothing more important: Its priority was 50; one above it was due at 14:00.",
      "Not too often about it: At most one about “News” in 2 hours; the last was at 12:00.",
      "Not too soon after another: The last mail was at 12:00; at most one in 2 days.",
      "Mails in a week: 1 mail within a week, of 1 at most.",
      "Quiet hours: 07:00 to 09:20 where they live (America/New_York).",
      "A code is there: None was left.",
    ]
  `);
});

it('what was known of a code is said with what it was', () => {
  const offer = { name: 'Come back', isOn: true, hasOwn: false, hasFree: true, hadOne: false, againAt: null };
  const about = (changes: object) => {
    const told = saw({ offer: { ...offer, ...changes } });
    return ['They may have its code', 'A code is there'].map((rule) => told.find((each) => each.rule === rule)?.saw);
  };
  expect(about({})).toEqual(['They had had no code of “Come back”.', 'There were codes that nobody had.']);
  expect(about({ hasOwn: true })).toEqual([
    'They had a code of “Come back” that was still good.',
    'They had one that was still good.',
  ]);
  expect(about({ hadOne: true })[0]).toBe('They had had their code of “Come back”, and get no other.');
  expect(about({ hadOne: true, againAt: after(HOUR) })[0]).toContain('get another from');
});

it('by which address a mail may leave is said with what it was', () => {
  const about = (rule: string, changes: Parameters<typeof sendFacts>[0]) =>
    saw(changes).find((each) => each.rule === rule)?.saw;
  const domain = 'An address to send from';
  expect(about(domain, { rules: { wayOut: 'only-shop' }, isToShop: true })).toContain('this was to it.');
  expect(about(domain, { rules: { wayOut: 'nowhere' } })).toContain('no other to send from');
  expect(about(domain, { rules: { wayOut: 'shared' } })).toContain('the shared domain’s');
  const sentBySharedAt = Array.from({ length: 50 }, () => after(-HOUR));
  expect(about('Mails by the shared domain', { rules: { wayOut: 'shared' }, sentBySharedAt })).toBe(
    '50 mails left by the shared domain within a day, of 50 at most.',
  );
});
