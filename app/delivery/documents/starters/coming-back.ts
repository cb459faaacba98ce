import { band, lookbook, masthead, opening, starter } from './starter';

export const winBackFirst = starter({
  key: 'win-back-first',
  subject: 'It has been a while{% if person.firstName %}, {{ person.firstName }}{% endif %}',
  preheader: 'This is what is new since you were here.',
  parts: [
    masthead,
    opening({
      heading: 'It has been a while',
      text: 'Hello{% if person.firstName %} {{ person.firstName }}{% endif %}, a good deal is new since you were last here. We picked what might suit you.',
      label: 'See what is new',
      ground: 'accent',
      picture: 'end',
    }),
    {
      blocks: [
        { kind: 'spacer', heightPx: 24 },
        { kind: 'coupon', text: '{{ coupon.worth }} off, for you alone' },
      ],
    },
    lookbook({ key: 'picked', heading: 'Picked for you', source: { from: 'recommended' }, count: 3 }),
    { blocks: [{ kind: 'footer' }] },
  ],
});

export const winBackLast = starter({
  key: 'win-back-last',
  subject: 'Shall we go on writing to you?',
  preheader: 'If not, do nothing: you hear from us less.',
  parts: [
    {
      blocks: [
        { kind: 'header', align: 'center' },
        { kind: 'heading', text: 'Shall we go on writing?', align: 'center' },
        {
          kind: 'text',
          text: 'Hello{% if person.firstName %} {{ person.firstName }}{% endif %}, we do not want to write to people who would rather be left alone. Below you choose how often we may, and about what. And if you would like to look in again, we are glad.',
          align: 'center',
        },
        { kind: 'button', label: 'Look in again', to: 'shop', align: 'center' },
        { kind: 'divider' },
        {
          ...{ kind: 'product-grid', heading: 'What others like just now', source: { from: 'best-selling' } },
          ...{ count: 3, across: 3 },
        },
        { kind: 'footer' },
      ],
    },
  ],
});

export const vipThanks = starter({
  key: 'vip-thanks',
  subject: 'Thank you for being one of our best customers',
  preheader: 'Just that: thank you, and a first look at what is new.',
  parts: [
    masthead,
    band(
      { kind: 'heading', text: 'You are one of our best customers' },
      {
        kind: 'text',
        text: 'Hello{% if person.firstName %} {{ person.firstName }}{% endif %}, we noticed, and wanted to say thank you. You are among the first to see what is new.',
      },
      { kind: 'button', label: 'Look around', to: 'shop' },
    ),
    {
      blocks: [
        { kind: 'spacer', heightPx: 24 },
        {
          ...{ kind: 'product-grid', heading: 'Seen first by you', source: { from: 'newest' } },
          ...{ count: 4, across: 2, acrossNarrow: 2 },
        },
        { kind: 'footer' },
      ],
    },
  ],
});

export const birthday = starter({
  key: 'birthday',
  subject: 'Happy birthday{% if person.firstName %}, {{ person.firstName }}{% endif %}',
  preheader: 'All the best from {{ shop.name }}, and something for yourself.',
  parts: [
    masthead,
    band(
      { kind: 'heading', text: 'Happy birthday' },
      {
        kind: 'text',
        text: 'Hello{% if person.firstName %} {{ person.firstName }}{% endif %}, all the best for your new year of life from all of us at {{ shop.name }}.',
      },
    ),
    {
      blocks: [
        { kind: 'spacer', heightPx: 24 },
        { kind: 'recommendations', heading: 'Something for yourself' },
        { kind: 'button', label: 'Choose a present', to: 'shop', align: 'center' },
        { kind: 'footer' },
      ],
    },
  ],
});
