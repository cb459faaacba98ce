import { band, masthead, starter } from './starter';

/** Who asked for this agreed to this alone: nothing else stands in it. */
export const backInStock = starter({
  key: 'back-in-stock',
  subject: '{{ about[0].title | default: "What you asked for" }} is back',
  preheader: 'You asked us to tell you. It can be bought again.',
  parts: [
    masthead,
    band({ kind: 'heading', text: 'It is back' }),
    {
      blocks: [
        { kind: 'spacer', heightPx: 24 },
        { kind: 'about' },
        { kind: 'low-stock', of: 'about', atMost: 5 },
        {
          kind: 'text',
          text: 'Hello{% if person.firstName %} {{ person.firstName }}{% endif %}, you asked us to tell you when this can be bought again. Now it can. We cannot keep it for you, so it is best to be quick.',
        },
        { kind: 'button', label: 'Have a look', to: 'product', isWide: true },
        { kind: 'footer' },
      ],
    },
  ],
});

export const priceDrop = starter({
  key: 'price-drop',
  subject: '{{ about[0].title | default: "Something you looked at" }} costs less now',
  preheader: 'Lower than at any time in the last 30 days.',
  parts: [
    {
      blocks: [
        { kind: 'header' },
        { kind: 'heading', text: 'It costs less now' },
        {
          kind: 'text',
          text: 'Hello{% if person.firstName %} {{ person.firstName }}{% endif %}, you looked at this a while ago. Its price is lower now than it was at any time in the last 30 days.',
        },
        { kind: 'about' },
        { kind: 'button', label: 'Take another look', to: 'product' },
        { kind: 'recommendations', heading: 'Others looked at these as well' },
        { kind: 'footer' },
      ],
    },
  ],
});

export const lowStock = starter({
  key: 'low-stock',
  subject: 'Only a few left: {{ about[0].title | default: "something you looked at" }}',
  preheader: 'If you still want it, now is a good time.',
  parts: [
    {
      blocks: [
        { kind: 'header' },
        { kind: 'spacer', heightPx: 16 },
        { kind: 'about' },
        { key: 'few', kind: 'low-stock', of: 'about', atMost: 20 },
        { kind: 'heading', text: 'Only a few are left' },
        {
          kind: 'text',
          text: 'Hello{% if person.firstName %} {{ person.firstName }}{% endif %}, this lies in your cart, and there are only a few left. If you have changed your mind, never mind.',
        },
        { kind: 'button', label: 'Back to my cart', to: 'cart' },
        { kind: 'footer' },
      ],
    },
  ],
});
