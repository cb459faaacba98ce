import { starter } from './starter';

export const campaignNews = starter({
  key: 'campaign-news',
  subject: 'News from {{ shop.name }}',
  preheader: 'What is new with us, and what we picked for you.',
  blocks: [
    { kind: 'header' },
    { kind: 'heading', text: 'What is new' },
    {
      kind: 'text',
      text: 'Hello{% if person.firstName %} {{ person.firstName }}{% endif %}, here you tell what is new. One thing well told says more than five in a row.',
    },
    { kind: 'button', label: 'Have a look', to: 'shop' },
    { kind: 'recommendations', heading: 'Picked for you' },
    { kind: 'footer' },
  ],
});

export const campaignProducts = starter({
  key: 'campaign-products',
  subject: 'Picked for you at {{ shop.name }}',
  preheader: 'A few things you might like, chosen for you from what we have.',
  blocks: [
    { kind: 'header' },
    { kind: 'heading', text: 'Picked for you' },
    {
      kind: 'text',
      text: 'Hello{% if person.firstName %} {{ person.firstName }}{% endif %}, these came to mind when we thought of you.',
    },
    { kind: 'recommendations', heading: 'You might like these' },
    { kind: 'button', label: 'See everything', to: 'shop' },
    { kind: 'footer' },
  ],
});
