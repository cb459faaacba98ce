import { band, masthead, starter } from './starter';

export const afterOrderFirst = starter({
  key: 'after-order-first',
  subject: 'Thank you from {{ shop.name }}',
  preheader: 'We hope you like what you chose.',
  parts: [
    masthead,
    band(
      { kind: 'heading', text: 'Thank you' },
      {
        kind: 'text',
        text: 'Hello{% if person.firstName %} {{ person.firstName }}{% endif %}, thank you for your first order. We hope everything came as you wished. If anything is not right, reply to this mail and we set it right.',
      },
    ),
    {
      blocks: [
        { kind: 'spacer', heightPx: 32 },
        { kind: 'about' },
        { kind: 'recommendations', heading: 'Goes well with it' },
        { kind: 'footer' },
      ],
    },
  ],
});

export const afterOrderAgain = starter({
  key: 'after-order-again',
  subject: 'Good to see you again{% if person.firstName %}, {{ person.firstName }}{% endif %}',
  preheader: 'Thank you for coming back. These go well with what you have.',
  parts: [
    {
      blocks: [
        { kind: 'header' },
        {
          kind: 'columns',
          layout: '1-1',
          columns: [
            [{ kind: 'heading', text: 'Thank you for coming back' }],
            [
              { key: 'air', kind: 'spacer', heightPx: 20 },
              {
                kind: 'text',
                text: 'Hello{% if person.firstName %} {{ person.firstName }}{% endif %}, it means a lot that you chose us once more. These go well with what you have.',
              },
            ],
          ],
        },
        { kind: 'recommendations', heading: 'Goes well with it' },
        { kind: 'button', label: 'Look around', to: 'shop' },
        { kind: 'footer' },
      ],
    },
  ],
});

export const replenish = starter({
  key: 'replenish',
  subject: 'Time for more?',
  preheader: 'You usually order again about now.',
  parts: [
    {
      blocks: [
        { kind: 'header' },
        {
          kind: 'columns',
          layout: '1-1',
          columns: [
            [
              { kind: 'heading', text: 'Running low?' },
              {
                kind: 'text',
                text: 'Hello{% if person.firstName %} {{ person.firstName }}{% endif %}, you usually order again about now. One press, and it is on its way; if you still have enough, never mind.',
              },
            ],
            [
              { key: 'air', kind: 'spacer', heightPx: 32 },
              { kind: 'button', label: 'Order again', to: 'shop', isWide: true },
            ],
          ],
        },
        { kind: 'recommendations', heading: 'What you may need' },
        { kind: 'footer' },
      ],
    },
  ],
});
