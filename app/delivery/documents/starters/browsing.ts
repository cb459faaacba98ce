import { starter } from './starter';

export const browseFirst = starter({
  key: 'browse-first',
  subject: 'Still thinking about {{ about[0].title | default: "it" }}?',
  preheader: 'It is there if you want another look.',
  parts: [
    {
      blocks: [
        { kind: 'header', align: 'center' },
        { kind: 'spacer', heightPx: 16 },
        { kind: 'about' },
        { kind: 'heading', text: 'Worth another look?', align: 'center' },
        {
          kind: 'text',
          text: 'Hello{% if person.firstName %} {{ person.firstName }}{% endif %}, you looked at this the other day. It is still there; if you have a question about it, just reply.',
          align: 'center',
        },
        { kind: 'button', label: 'Take another look', to: 'product', align: 'center' },
        { kind: 'recommendations', heading: 'Others looked at these as well' },
        { kind: 'footer' },
      ],
    },
  ],
});

export const visitAgain = starter({
  key: 'visit-again',
  subject: 'Can we help you choose?',
  preheader: 'Some ideas, from what you looked at.',
  parts: [
    {
      blocks: [
        { kind: 'header' },
        { kind: 'heading', text: 'Can we help you choose?' },
        {
          kind: 'text',
          text: 'Hello{% if person.firstName %} {{ person.firstName }}{% endif %}, you have been to see us a few times by now. Perhaps one of these is what you are looking for. If you have a question, reply to this mail: somebody will read it.',
        },
        {
          ...{ kind: 'product-grid', heading: 'Some ideas for you', source: { from: 'recommended' } },
          ...{ count: 6, across: 2, acrossNarrow: 2, shows: ['price', 'reason'] },
        },
        { kind: 'button', label: 'Look around', to: 'shop', isWide: true },
        { kind: 'footer' },
      ],
    },
  ],
});
