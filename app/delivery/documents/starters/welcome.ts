import { starter } from './starter';

export const welcomeFirst = starter({
  key: 'welcome-first',
  subject: 'Welcome to {{ shop.name }}{% if person.firstName %}, {{ person.firstName }}{% endif %}',
  preheader: 'Good to have you here. This is what you can expect of us.',
  blocks: [
    { kind: 'header' },
    { kind: 'heading', text: 'Good to have you here' },
    {
      kind: 'text',
      text: 'Hello{% if person.firstName %} {{ person.firstName }}{% endif %}, thank you for asking for our news. We write when there is something worth telling, and you choose below how often. To begin with: this is what people like best at the moment.',
    },
    { kind: 'button', label: 'Look around', to: 'shop' },
    { kind: 'recommendations', heading: 'What many begin with' },
    { kind: 'footer' },
  ],
});

export const welcomeSecond = starter({
  key: 'welcome-second',
  subject: 'A few things you might like',
  preheader: 'Chosen for you from what we have.',
  blocks: [
    { kind: 'header' },
    { kind: 'heading', text: 'A few things you might like' },
    {
      kind: 'text',
      text: 'Hello{% if person.firstName %} {{ person.firstName }}{% endif %}, we picked these with you in mind. If none of them is right, just look around: there is more where they come from.',
    },
    { kind: 'recommendations', heading: 'Picked for you' },
    { kind: 'button', label: 'See everything', to: 'shop' },
    { kind: 'footer' },
  ],
});
