import type { StoreShop } from '../../../store';

export interface Policy {
  handle: string;
  title: string;
  /** Paragraphs in plain text. */
  text: (shop: StoreShop) => string[];
}

/** The shop's policies, honest about what this shop is. */
export const POLICIES: readonly Policy[] = [
  {
    handle: 'privacy-policy',
    title: 'Privacy',
    text: ({ name }) => [
      `${name} is a dev store on this machine. What you type stays here: nothing is sent to anybody outside.`,
      'With your consent the shop remembers which products you look at, by a random number kept in your browser. Without it nothing is kept. You can change your mind at any time under “Cookie preferences” at the foot of each page.',
      'Your email address is used for your order. Letters with news are sent only if you ask for them, and each one says how to stop them.',
    ],
  },
  {
    handle: 'shipping-policy',
    title: 'Shipping',
    text: () => [
      'Every order is packed within one working day of the shop’s own time. Larger orders are sent free of charge; the cart says from which amount on.',
      'As this is a dev store, no parcel is ever sent.',
    ],
  },
  {
    handle: 'refund-policy',
    title: 'Returns',
    text: () => [
      'Keep it for thirty days. If it does not suit you, send it back as it came and you get your money back.',
      'Orders here are paid with play money, and refunds are too.',
    ],
  },
  {
    handle: 'terms-of-service',
    title: 'Terms',
    text: ({ name }) => [
      `By ordering from ${name} you take part in a rehearsal: prices, stock and time are those of the dev store, and no contract comes about.`,
    ],
  },
  {
    handle: 'contact-information',
    title: 'Contact',
    text: ({ name, email, address: { address1, zip, city, countryCode } }) => [
      `${name}, ${address1}, ${zip} ${city}, ${countryCode}`,
      email,
    ],
  },
];
