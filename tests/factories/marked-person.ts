import { after, TEST_START } from './times';
import { visitorId } from './told-person';

/**
 * Somebody who fills each field that a person can fill with a text of its own, which stands nowhere else. `name` is a word of small letters, `number` two
 * digits: they make the texts of two people different.
 */
export interface MarkedPerson {
  name: string;
  number: number;
}

export const at = (minute: number): string => after(minute * 60_000).toISOString();

export const emailOf = ({ name }: MarkedPerson): string => `${name}-mailbox@example.com`;
export const customerOf = ({ number }: MarkedPerson): number => 7_300_000_000 + number;
export const orderOf = ({ number }: MarkedPerson): number => 5_100_000_000 + number;
export const visitorOf = ({ name }: MarkedPerson): string => visitorId(`${name}-browser`);
export const cartOf = ({ name }: MarkedPerson): string => `${name}-cart-token`;
export const checkoutOf = ({ name }: MarkedPerson): string => `${name}-checkout-token`;
export const phoneOf = ({ number }: MarkedPerson): string => `+493090182${number}`;
export const userOf = ({ name }: MarkedPerson): string => `${name}-in-the-till`;
/** Another record of the same person, which Shopify merges into theirs. */
export const twinOf = ({ number }: MarkedPerson): number => 7_400_000_000 + number;
/** Somebody else's record, whose address reaches the same mailbox as the twin's. */
export const lookAlikeOf = ({ number }: MarkedPerson): number => 7_500_000_000 + number;
export const newPhoneOf = ({ number }: MarkedPerson): string => `+493090183${number}`;

/** The twin's address. Where dots mean nothing, so that another spelling leads to the same mailbox. */
export const twinEmailOf = ({ name }: MarkedPerson): string => `${name}.twin@gmail.com`;
export const lookAlikeEmailOf = ({ name }: MarkedPerson): string =>
  `${name.slice(0, 2)}.${name.slice(2)}twin@gmail.com`;
/** One slip away from a big provider's, and what was probably meant. */
export const slippedEmailOf = ({ name }: MarkedPerson): string => `${name}.slipped@gmial.com`;
const meantEmailOf = ({ name }: MarkedPerson): string => `${name}.slipped@gmail.com`;

/** Every text that leads to the person, by what it is. None is part of another. */
export function markersOf(person: MarkedPerson): Record<string, string> {
  const { name } = person;
  return {
    email: emailOf(person),
    phone: phoneOf(person).slice(3),
    customer: String(customerOf(person)),
    twin: String(twinOf(person)),
    visitor: `${name}-browser`,
    cart: cartOf(person),
    checkout: checkoutOf(person),
    userId: userOf(person),
    newPhone: newPhoneOf(person).slice(3),
    twinEmail: twinEmailOf(person),
    slippedEmail: slippedEmailOf(person),
    meantEmail: meantEmailOf(person),
    ...Object.fromEntries(FIELDS.map((field) => [field, word(person, field)])),
  };
}

/** A text for a field that nobody reads as anything else. */
export const word = ({ name }: MarkedPerson, field: (typeof FIELDS)[number]): string =>
  `${name}x${field.toLowerCase()}`;

const FIELDS = [
  ...['firstName', 'lastName', 'street', 'city', 'company', 'customerNote', 'tag', 'addedTag', 'twinTag'],
  ...[
    'cartNote',
    'engraving',
    'checkoutNote',
    'recovery',
    'shippingName',
    'orderNote',
    'giftFor',
    'code',
    'handwritten',
  ],
  ...[
    'landing',
    'utmCampaign',
    'refundNote',
    'staffNote',
    'search',
    'page',
    'visitCampaign',
    'trait',
    'nested',
    'apiCity',
  ],
  ...[
    'eventName',
    'eventProperty',
    'apiPage',
    'consentSource',
    'consentProof',
    'clicked',
    'parked',
    'waiting',
    'importProperty',
    'importTrouble',
  ],
  ...['hobby', 'latePage', 'shippedCity', 'importProperty', 'importTrouble'],
] as const;

/** What their browser tells. */
export const batchOf = (person: MarkedPerson, shop: string) => ({
  ...{ v: 1, shop, source: 'pixel', visitorId: visitorOf(person), sentAt: TEST_START.toISOString() },
  events: [
    { id: 'e1', at: at(0), type: 'search_submitted', query: word(person, 'search') },
    {
      ...{ id: 'e2', at: at(0), type: 'page_viewed', url: `/pages/${word(person, 'page')}` },
      utm: { campaign: word(person, 'visitCampaign') },
    },
    { id: 'e3', at: at(0), type: 'cart_viewed', cartToken: cartOf(person), itemCount: 1 },
  ],
});

/** A page they look at when everything was worked out already. */
export const lateBatchOf = (person: MarkedPerson, shop: string) => ({
  ...{ v: 1, shop, source: 'pixel', visitorId: visitorOf(person), sentAt: at(310) },
  events: [{ id: 'e4', at: at(310), type: 'page_viewed', url: `/pages/${word(person, 'latePage')}` }],
});

/** What a till's program tells once they gave another address, with a slip in it. */
export const toldLaterByPrograms = (person: MarkedPerson): object => ({
  ...{ type: 'identify', userId: userOf(person), messageId: `${person.name}-4`, timestamp: at(303) },
  traits: { email: slippedEmailOf(person) },
});

/** What a till's program tells. */
export const toldByPrograms = (person: MarkedPerson): object[] => {
  const base = { userId: userOf(person), timestamp: TEST_START.toISOString() };
  return [
    {
      ...{ ...base, type: 'identify', messageId: `${person.name}-1` },
      traits: {
        ...{ email: emailOf(person), note: word(person, 'trait'), family: { pet: word(person, 'nested') } },
        address: { city: word(person, 'apiCity'), country: 'DE' },
      },
    },
    {
      ...{ ...base, type: 'track', messageId: `${person.name}-2`, event: word(person, 'eventName') },
      properties: { wish: word(person, 'eventProperty') },
    },
    { ...base, type: 'page', messageId: `${person.name}-3`, context: { page: { url: `/${word(person, 'apiPage')}` } } },
  ];
};

/** What a till's program says of a sentence they agreed to. */
export const consentOf = (person: MarkedPerson) => ({
  ...{ email: emailOf(person), state: 'granted', occurredAt: at(0), source: word(person, 'consentSource') },
  ...{ evidence: { note: word(person, 'consentProof') }, wording: { text: 'Send me your news', locale: 'en' } },
});

/** What a form's address says beside its page is not kept at all: it may name anybody. */
export const neverKeptOf = ({ name }: MarkedPerson): Record<string, string> => ({ formPage: `${name}xformpage` });

/** What they send by a form. */
export const signUpOf = (person: MarkedPerson, wording: number) => ({
  ...{ email: emailOf(person), wording, country: 'DE', locale: 'de' },
  page: `https://shop.example/?from=${neverKeptOf(person).formPage}`,
});

/** What Postmark reports of their mail, and that they want no more. */
export const postmarkReports = (person: MarkedPerson, messageId: string): object[] => {
  const about = { MessageID: `m-${person.name}`, MessageStream: 'broadcast', Metadata: { kindred_message: messageId } };
  return [
    { ...about, RecordType: 'Delivery', DeliveredAt: at(250), Recipient: emailOf(person) },
    {
      ...{ ...about, RecordType: 'Click', ReceivedAt: at(251), Recipient: emailOf(person) },
      UserAgent:
        'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36',
      OriginalLink: `https://shop.example/products/${word(person, 'clicked')}`,
    },
    {
      ...{ ...about, RecordType: 'SubscriptionChange', ChangedAt: at(252), Recipient: emailOf(person) },
      ...{ SuppressSending: true, SuppressionReason: 'ManualSuppression' },
    },
  ];
};
