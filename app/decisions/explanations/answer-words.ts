import type { RuleAnswer } from '../send-policy/arbiter/decide-send';
import type { SendRuleName } from '../send-policy/arbiter/send-rule';
import { countWords, instantWords, keyWords, spanWords, whenWords, type SpokenShop } from './spoken-shop';

export interface AnswerWords {
  /** What the rule is about. */
  rule: string;
  /** What it saw, in a sentence. */
  saw: string;
  verdict: 'passes' | 'skip' | 'defer';
}

/** What one rule said of a message, as it was stored. Nothing is computed again. */
export function answerWords({ rule, saw, verdict }: RuleAnswer, shop: SpokenShop): AnswerWords {
  return { rule: RULE_NAMES[rule], saw: SAW[rule](saw, shop), verdict };
}

const RULE_NAMES: Readonly<Record<SendRuleName, string>> = {
  address: 'An address',
  consent: 'Consent',
  mailbox: 'The address takes mail',
  pause: 'Their own pause',
  topic: 'Topics they want',
  order: 'Ordered in the meantime',
  flow: 'Still in the flow',
  campaign: 'Its campaign stands',
  cart: 'Something in the cart',
  'same-cart': 'Nothing else about this cart',
  stock: 'It can be bought',
  price: 'Still at the price it tells of',
  offer: 'They may have its code',
  'hold-out': 'Held out by an experiment',
  expiry: 'Still worth sending',
  'consent-being-read': 'No change of consent just now',
  'store-ahead': 'Nothing newer at Shopify',
  'flow-understood': 'Its flow can be read',
  'all-sending': 'Sending goes on',
  'stop-loss': 'Few came back or complained',
  'campaign-going': 'Its campaign goes on',
  sender: 'A sender',
  domain: 'An address to send from',
  'shared-limit': 'Mails by the shared domain',
  priority: 'Nothing more important',
  'topic-cap': 'Not too often about it',
  cap: 'Not too soon after another',
  budget: 'Mails in a week',
  'quiet-hours': 'Quiet hours',
  code: 'A code is there',
};

type Told = RuleAnswer['saw'];
const text = (value: Told[string] | undefined): string => (value === null || value === undefined ? '' : String(value));
const number = (value: Told[string] | undefined): number => (typeof value === 'number' ? value : 0);
const has = (value: Told[string] | undefined): boolean => value !== null && value !== undefined;

const SAW: Readonly<Record<SendRuleName, (saw: Told, shop: SpokenShop) => string>> = {
  address: ({ hasAddress }) => (hasAddress ? 'An email address was known.' : 'No email address was known.'),
  consent: ({ state, since }, shop) =>
    `Consent to marketing: ${keyWords(text(state))}${has(since) ? `, since ${instantWords(text(since), shop)}` : ''}.`,
  mailbox: ({ isImpossible }) =>
    isImpossible ? 'Its domain had refused mail twice, a day apart.' : 'Nothing was known against it.',
  pause: ({ pausedUntil }, shop) =>
    has(pausedUntil)
      ? `They had asked for a pause until ${instantWords(text(pausedUntil), shop)}.`
      : 'They had asked for none.',
  topic: ({ topic, isOff }) =>
    has(topic) ? `“${text(topic)}” was ${isOff ? 'not wanted' : 'wanted'}.` : 'The mail belonged to no topic.',
  order: ({ orderId }) => (has(orderId) ? 'There was an order.' : 'There was no order.'),
  flow: ({ exit }) => (has(exit) ? `A way out had opened: ${keyWords(text(exit))}.` : 'No way out had opened.'),
  campaign: ({ state, wasRead }) => {
    if (!has(state)) return 'The mail was of no campaign.';
    return wasRead ? 'The first mail had been read by then.' : `The campaign was ${text(state)}.`;
  },
  cart: ({ itemCount }) =>
    has(itemCount) ? `${countWords(number(itemCount), 'item')} in the cart.` : 'The mail was about no cart.',
  'same-cart': ({ flow, sentAt }, shop) =>
    has(flow)
      ? `“${keyWords(text(flow))}” had written about the same cart (sent: ${instantWords(text(sentAt), shop)}).`
      : 'No other flow had written about it since it last changed.',
  stock: ({ buyableCount, isOfferBuyable }) => {
    if (has(buyableCount)) return `${countWords(number(buyableCount), 'item')} could be bought.`;
    if (!has(isOfferBuyable)) return 'The mail offered nothing in particular.';
    return isOfferBuyable ? 'The product it tells of could be bought.' : 'The product it tells of was sold out.';
  },
  price: ({ toldMinor, nowMinor }) => {
    if (!has(toldMinor)) return 'The mail told of no lower price.';
    return number(nowMinor) > number(toldMinor) ? 'The price was higher again.' : 'The price was still as low.';
  },
  offer: ({ offer, isOn, hasOwn, hadOne, againAt }, shop) => {
    if (!has(offer)) return 'The mail was to carry no code.';
    if (hasOwn) return `They had a code of “${text(offer)}” that was still good.`;
    if (!isOn) return `“${text(offer)}” was switched off.`;
    if (!hadOne) return `They had had no code of “${text(offer)}”.`;
    const another = has(againAt) ? `another from ${instantWords(text(againAt), shop)}` : 'no other';
    return `They had had their code of “${text(offer)}”, and get ${another}.`;
  },
  'hold-out': ({ experiment }) =>
    has(experiment) ? `Held out by “${text(experiment)}”.` : 'No experiment held anybody out.',
  expiry: ({ expiresAt }, shop) => `Worth sending until ${instantWords(text(expiresAt), shop)}.`,
  'consent-being-read': ({ isBeingRead }) =>
    isBeingRead ? 'A change had arrived and was being read.' : 'None had arrived.',
  'store-ahead': ({ what }) =>
    has(what)
      ? `Shopify told of ${what === 'order' ? 'an order' : 'a no to mail'} that was not read yet.`
      : 'What was known was fresh, or Shopify knew no more.',
  'flow-understood': ({ isUnderstood }) =>
    isUnderstood === false ? 'The version of its flow could not be read.' : 'Its version could be read.',
  'all-sending': ({ isPaused }) => (isPaused ? 'All sending was paused.' : 'It went on.'),
  'stop-loss': ({ stoppedFor }) =>
    has(stoppedFor)
      ? `Marketing mail had stopped by itself, for its ${text(stoppedFor)}.`
      : 'Marketing mail had not stopped by itself.',
  'campaign-going': ({ isPaused }) => (isPaused ? 'The campaign was paused.' : 'It was not paused.'),
  sender: ({ hasSender }) => (hasSender ? 'It was said who mail is from.' : 'It was not said yet who mail is from.'),
  domain: ({ wayOut, isToShop }) => WAY_WORDS[text(wayOut)]?.(isToShop === true) ?? 'It was the shop’s own.',
  'shared-limit': ({ most, sent }) =>
    has(most)
      ? `${countWords(number(sent), 'mail')} left by the shared domain within a day, of ${text(most)} at most.`
      : 'Mail did not leave by the shared domain.',
  priority: ({ priority, higherDueAt }, shop) =>
    has(higherDueAt)
      ? `Its priority was ${text(priority)}; one above it was due ${whenWords(text(higherDueAt), shop)}.`
      : `Its priority was ${text(priority)}; none above it was due soon.`,
  'topic-cap': ({ topic, minutesBetween, lastSentAt }, shop) => {
    if (!has(topic) || number(minutesBetween) === 0) return 'Nothing was set for its topic.';
    const last = has(lastSentAt) ? `the last was ${whenWords(text(lastSentAt), shop)}` : 'there was none before';
    return `At most one about “${text(topic)}” in ${spanWords(number(minutesBetween))}; ${last}.`;
  },
  cap: ({ lastSentAt, minutesBetween, personsMinutesBetween }, shop) => {
    const most = Math.max(number(minutesBetween), number(personsMinutesBetween));
    const last = has(lastSentAt)
      ? `The last mail was ${whenWords(text(lastSentAt), shop)}`
      : 'There was no mail before';
    return most > 0 ? `${last}; at most one in ${spanWords(most)}.` : `${last}; no cap was set.`;
  },
  budget: ({ most, sent }) =>
    has(most) ? `${countWords(number(sent), 'mail')} within a week, of ${text(most)} at most.` : 'No most was set.',
  code: ({ offer, hasOwn, hasFree }) => {
    if (!has(offer)) return 'The mail was to carry no code.';
    if (hasOwn) return 'They had one that was still good.';
    return hasFree ? 'There were codes that nobody had.' : 'None was left.';
  },
  'quiet-hours': ({ fromMinute, untilMinute, timezone, isPersons }) => {
    if (!has(fromMinute)) return 'None were set.';
    const whose = isPersons ? 'where they live' : 'at the shop';
    return `${clock(number(fromMinute))} to ${clock(number(untilMinute))} ${whose} (${text(timezone)}).`;
  },
};

const WAY_WORDS: Readonly<Record<string, (isToShop: boolean) => string>> = {
  shared: () => 'It was the shared domain’s, as the shop’s own was not verified.',
  'only-shop': (isToShop) =>
    `The shop’s domain was not verified, so that only the shop itself got mail; this was ${isToShop ? 'to it' : 'to somebody else'}.`,
  nowhere: () => 'The shop’s domain was not verified, and there was no other to send from.',
};

const clock = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
