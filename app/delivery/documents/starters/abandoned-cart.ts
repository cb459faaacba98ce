import { band, masthead, starter } from './starter';

export const abandonedCartFirst = starter({
  key: 'abandoned-cart-first',
  subject: '{{ person.firstName | default: "Hello" }}, your cart at {{ shop.name }} is still here',
  preheader:
    '{{ cart.lines[0].title }}{% if cart.lines.size > 1 %} and {{ cart.lines.size | minus: 1 }} more{% endif %}, kept for you.',
  parts: [
    {
      blocks: [
        { kind: 'header' },
        { kind: 'heading', text: 'We kept your cart' },
        {
          kind: 'text',
          text: 'Hello{% if person.firstName %} {{ person.firstName }}{% endif %}, you left a few things behind. They are still in your cart{% if cart.hasSoldOut %}, except what sold out since{% endif %}. If something kept you from finishing, just reply to this mail.',
        },
        { kind: 'cart' },
        { kind: 'low-stock', of: 'cart', atMost: 5 },
        { kind: 'button', label: 'Back to my cart', to: 'cart' },
        { kind: 'recommendations', heading: 'Goes well with it' },
      ],
    },
    { blocks: [{ kind: 'footer' }] },
  ],
});

export const abandonedCartSecond = starter({
  key: 'abandoned-cart-second',
  subject: 'Still thinking it over, {{ person.firstName | default: "friend of the house" }}?',
  preheader: 'A last note about your cart. After this one we leave you in peace.',
  parts: [
    masthead,
    band(
      { kind: 'heading', text: 'Still thinking it over?' },
      {
        kind: 'text',
        text: 'Your cart is {% if cart.hasSoldOut %}almost {% endif %}as you left it. This is the last time we mention it; below it are a few things other people looked at along with yours.',
      },
    ),
    {
      blocks: [
        { kind: 'spacer', heightPx: 24 },
        { kind: 'cart' },
        { kind: 'button', label: 'Finish my order', to: 'cart', isWide: true },
        { kind: 'recommendations', heading: 'You might like these as well' },
        { kind: 'footer' },
      ],
    },
  ],
});

export const abandonedCheckoutFirst = starter({
  key: 'abandoned-checkout-first',
  subject: '{{ person.firstName | default: "Hello" }}, your order at {{ shop.name }} is one step away',
  preheader: 'Everything you chose is still there. It takes a minute to finish.',
  parts: [
    masthead,
    band(
      { kind: 'heading', text: 'One step to go' },
      {
        kind: 'text',
        text: 'Hello{% if person.firstName %} {{ person.firstName }}{% endif %}, you were about to order. Your choice is kept{% if cart.hasSoldOut %}, except what sold out since{% endif %}, and so is what you had filled in. If something did not work, reply to this mail: somebody will read it.',
      },
      { kind: 'button', label: 'Finish my order', to: 'cart' },
    ),
    {
      blocks: [
        { kind: 'spacer', heightPx: 24 },
        { kind: 'cart' },
        { kind: 'low-stock', of: 'cart', atMost: 5 },
        { kind: 'footer' },
      ],
    },
  ],
});

export const abandonedCheckoutSecond = starter({
  key: 'abandoned-checkout-second',
  subject: 'Shall we keep your order any longer?',
  preheader: 'A last note about it. After this one we leave you in peace.',
  parts: [
    {
      blocks: [
        { kind: 'header' },
        {
          kind: 'columns',
          layout: '1-1',
          columns: [
            [{ kind: 'heading', text: 'Still here, if you want it' }],
            [
              { key: 'air', kind: 'spacer', heightPx: 16 },
              {
                kind: 'text',
                text: 'This is the last time we mention your order. If it was not the right thing after all, perhaps one of these is.',
              },
            ],
          ],
        },
        { kind: 'cart' },
        { kind: 'button', label: 'Finish my order', to: 'cart' },
        { kind: 'recommendations', heading: 'Others looked at these' },
        { kind: 'footer' },
      ],
    },
  ],
});
