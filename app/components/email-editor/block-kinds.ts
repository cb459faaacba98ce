import type { ComponentProps } from 'react';
import type { Icon } from '@shopify/polaris';
import {
  ButtonIcon,
  CartIcon,
  ClockIcon,
  CodeIcon,
  DiscountCodeIcon,
  ImageIcon,
  TextWithImageIcon,
  InventoryIcon,
  LayoutColumns2Icon,
  LayoutFooterIcon,
  LayoutHeaderIcon,
  LayoutRows2Icon,
  MinusIcon,
  ProductIcon,
  ProductListIcon,
  SocialPostIcon,
  TextBlockIcon,
  TextTitleIcon,
  ViewportShortIcon,
} from '@shopify/polaris-icons';
import type { Block, BlockOf } from '~/delivery/documents/blocks';
import type { ProductSource } from '~/delivery/documents/blocks/product-source';

export const GROUPS = ['Words and pictures', 'From your store', 'Layout'] as const;

interface BlockKind<B> {
  name: string;
  /** What it is for, for whoever chooses. */
  what: string;
  group: (typeof GROUPS)[number];
  icon: ComponentProps<typeof Icon>['source'];
  /** A new one. */
  fresh: (key: string) => B;
  /** What tells it from others of its kind. */
  summary: (block: B) => string;
}

const LEADS = { cart: 'To the cart', shop: 'To the store', confirm: 'To confirm', product: 'To the product' } as const;

const SOURCE_WORDS: Readonly<Record<ProductSource['from'], string>> = {
  chosen: 'Chosen by you',
  collection: 'Of a collection',
  newest: 'What is newest',
  'best-selling': 'What sells best',
  recommended: 'Chosen for each reader',
};

/** Every kind there is, as the editor speaks of it; a new one does not compile without standing here. */
const KINDS: { [K in Block['kind']]: BlockKind<BlockOf<K>> } = {
  heading: {
    ...{ name: 'Heading', what: 'A line in large letters', group: GROUPS[0], icon: TextTitleIcon },
    fresh: (key) => ({ key, kind: 'heading', text: 'A heading' }),
    summary: ({ text }) => text,
  },
  text: {
    ...{ name: 'Text', what: 'Paragraphs, lists and links', group: GROUPS[0], icon: TextBlockIcon },
    fresh: (key) => ({ key, kind: 'text', text: 'Say what you want to say.' }),
    summary: ({ text }) => text,
  },
  image: {
    ...{ name: 'Picture', what: 'With words for those who do not see it', group: GROUPS[0], icon: ImageIcon },
    fresh: (key) => ({ key, kind: 'image', src: 'https://', alt: '' }),
    summary: ({ alt, src }) => alt || src,
  },
  button: {
    ...{ name: 'Button', what: 'The one thing to do next', group: GROUPS[0], icon: ButtonIcon },
    fresh: (key) => ({ key, kind: 'button', label: 'Look around', to: 'shop' }),
    summary: ({ label, to, url }) => `${label} · ${to === 'address' ? (url ?? 'no address yet') : LEADS[to]}`,
  },
  cart: {
    ...{ name: 'Cart', what: 'What the reader left, with prices of now', group: GROUPS[1], icon: CartIcon },
    fresh: (key) => ({ key, kind: 'cart' }),
    summary: () => 'What the reader left',
  },
  about: {
    ...{ name: 'What it is about', what: 'The product the mail tells of', group: GROUPS[1], icon: ProductIcon },
    fresh: (key) => ({ key, kind: 'about' }),
    summary: () => 'The product it tells of, or those of an order',
  },
  recommendations: {
    ...{ name: 'Recommendations', what: 'Chosen for each reader', group: GROUPS[1], icon: ProductListIcon },
    fresh: (key) => ({ key, kind: 'recommendations', heading: 'Picked for you' }),
    summary: ({ heading }) => heading,
  },
  'product-grid': {
    ...{
      name: 'Products',
      what: 'Chosen by you, of a collection, new or loved',
      group: GROUPS[1],
      icon: LayoutRows2Icon,
    },
    fresh: (key) => ({ key, kind: 'product-grid', source: { from: 'best-selling' }, count: 4, across: 2 }),
    summary: ({ source, count, look }) => `${look ? 'Lookbook: ' : ''}${SOURCE_WORDS[source.from]}, ${count} at most`,
  },
  hero: {
    ...{ name: 'Picture and words', what: 'A product large, with words beside it', group: GROUPS[1] },
    icon: TextWithImageIcon,
    fresh: (key) => ({
      ...{ key, kind: 'hero', heading: 'Something new', text: 'Say in one sentence why it is worth a look.' },
      ...{ label: 'Have a look', source: { from: 'newest' } },
    }),
    summary: ({ heading, source }) => `${heading} · ${SOURCE_WORDS[source.from]}`,
  },
  'low-stock': {
    ...{ name: 'What is few', what: 'How many are left, only while it is true', group: GROUPS[1] },
    icon: InventoryIcon,
    fresh: (key) => ({ key, kind: 'low-stock', of: 'cart', atMost: 5 }),
    summary: ({ of, atMost }) => `${of === 'cart' ? 'Of the cart' : 'Of what it is about'}, up to ${atMost} left`,
  },
  countdown: {
    ...{ name: 'Until when', what: 'The day and the hour an offer ends', group: GROUPS[1], icon: ClockIcon },
    fresh: (key) => ({ key, kind: 'countdown', text: 'Your code is good until', until: { kind: 'coupon' } }),
    summary: ({ text }) => text,
  },
  coupon: {
    ...{ name: 'Code', what: 'The reader’s own code of an offer', group: GROUPS[1], icon: DiscountCodeIcon },
    fresh: (key) => ({ key, kind: 'coupon', text: 'Your code for {{ coupon.worth | default: "less" }}' }),
    summary: ({ text }) => text,
  },
  header: {
    ...{ name: 'Header', what: 'Your logo or your name', group: GROUPS[2], icon: LayoutHeaderIcon },
    fresh: (key) => ({ key, kind: 'header' }),
    summary: () => 'Your logo or your name',
  },
  columns: {
    ...{ name: 'Columns', what: 'Side by side, one below the other on phones', group: GROUPS[2] },
    icon: LayoutColumns2Icon,
    fresh: (key) => ({ key, kind: 'columns', layout: '1-1', columns: [[], []] }),
    summary: ({ columns }) => `${columns.length} side by side`,
  },
  divider: {
    ...{ name: 'Line', what: 'Between two thoughts', group: GROUPS[2], icon: MinusIcon },
    fresh: (key) => ({ key, kind: 'divider' }),
    summary: () => 'Across the mail',
  },
  spacer: {
    ...{ name: 'Space', what: 'Room to breathe', group: GROUPS[2], icon: ViewportShortIcon },
    fresh: (key) => ({ key, kind: 'spacer', heightPx: 24 }),
    summary: ({ heightPx }) => `${heightPx} pixels`,
  },
  social: {
    ...{ name: 'Where else you are', what: 'Links of your brand kit', group: GROUPS[2], icon: SocialPostIcon },
    fresh: (key) => ({ key, kind: 'social' }),
    summary: () => 'Links of your brand kit',
  },
  code: {
    ...{ name: 'Code of your own', what: 'HTML, for what no block does', group: GROUPS[2], icon: CodeIcon },
    fresh: (key) => ({ key, kind: 'code', html: '<p>Your own HTML</p>' }),
    summary: ({ html }) => html,
  },
  footer: {
    ...{ name: 'Footer', what: 'Your address, and the way to unsubscribe', group: GROUPS[2], icon: LayoutFooterIcon },
    fresh: (key) => ({ key, kind: 'footer' }),
    summary: () => 'Your address, and the way to unsubscribe',
  },
  'service-footer': {
    ...{ name: 'Footer of a question', what: 'For mails that ask to confirm something', group: GROUPS[2] },
    icon: LayoutFooterIcon,
    fresh: (key) => ({ key, kind: 'service-footer' }),
    summary: () => 'Your address, without a way to unsubscribe',
  },
};

/** TypeScript cannot follow a kind and its block together. */
export const kindOf = <B extends Block>({ kind }: Pick<B, 'kind'>): BlockKind<B> =>
  KINDS[kind] as unknown as BlockKind<B>;

export const freshBlock = (kind: Block['kind'], key: string): Block => KINDS[kind].fresh(key);

/** Kinds to choose from; the footer of a question belongs to mails that Kindred alone sends. */
export const KINDS_TO_ADD = (Object.keys(KINDS) as Block['kind'][]).filter((kind) => kind !== 'service-footer');

const SHORT = 64;

/** As on a card. */
export const summaryOf = (block: Block): string => plainWords(kindOf(block).summary(block));

/** Words as they are read, with what is personal in brackets; cut short. */
export function plainWords(text: string): string {
  const plain = text
    .replace(/\{%[\s\S]*?%\}/g, '')
    .replace(/\{\{\s*([\w.[\]]+)[\s\S]*?\}\}/g, '‹$1›')
    .replace(/[*_~]{1,2}|\n+/g, ' ')
    .trim();
  return plain.length > SHORT ? `${plain.slice(0, SHORT - 1)}…` : plain;
}
