import { lookbook, masthead, opening, starter } from './starter';

export const campaignNews = starter({
  key: 'campaign-news',
  subject: 'News from {{ shop.name }}',
  preheader: 'What is new with us, and what we picked for you.',
  parts: [
    masthead,
    opening({
      heading: 'What is new',
      text: 'Hello{% if person.firstName %} {{ person.firstName }}{% endif %}, here you tell what is new. One thing well told says more than five in a row.',
      label: 'Have a look',
      ground: 'ground',
    }),
    lookbook({ key: 'new', heading: 'Just come in', source: { from: 'newest' }, count: 5 }),
    {
      blocks: [{ kind: 'recommendations', heading: 'Picked for you' }, { kind: 'footer' }],
    },
  ],
});

export const campaignProducts = starter({
  key: 'campaign-products',
  subject: 'Picked for you at {{ shop.name }}',
  preheader: 'A few things you might like, chosen for you from what we have.',
  parts: [
    {
      blocks: [
        { kind: 'header', align: 'center' },
        { kind: 'heading', text: 'Picked for you', align: 'center' },
        {
          kind: 'text',
          text: 'Hello{% if person.firstName %} {{ person.firstName }}{% endif %}, these came to mind when we thought of you.',
          align: 'center',
        },
        {
          ...{ kind: 'product-grid', heading: 'You might like these', source: { from: 'recommended' } },
          ...{ count: 6, across: 3, shows: ['price', 'compare-at', 'reason'] },
        },
        { kind: 'button', label: 'See everything', to: 'shop', align: 'center' },
        { kind: 'footer' },
      ],
    },
  ],
});
