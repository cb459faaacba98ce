import { band, masthead, starter } from './starter';

export const welcomeFirst = starter({
  key: 'welcome-first',
  subject: 'Welcome to {{ shop.name }}{% if person.firstName %}, {{ person.firstName }}{% endif %}',
  preheader: 'Good to have you here. This is what you can expect of us.',
  parts: [
    masthead,
    band(
      { kind: 'heading', text: 'Good to have you here' },
      {
        kind: 'text',
        text: 'Hello{% if person.firstName %} {{ person.firstName }}{% endif %}, thank you for asking for our news. To begin with: this is what people like best at the moment.',
      },
      { kind: 'button', label: 'Look around', to: 'shop' },
    ),
    {
      blocks: [
        { kind: 'spacer', heightPx: 24 },
        { kind: 'recommendations', heading: 'What many begin with' },
      ],
    },
    {
      ground: 'ground',
      blocks: [
        {
          kind: 'columns',
          layout: '1-1',
          columns: [
            [
              { key: 'seldom', kind: 'heading', text: 'Only what is worth it', size: 'small' },
              {
                key: 'seldom-why',
                kind: 'text',
                text: 'We write when there is something worth telling.',
                size: 'small',
              },
            ],
            [
              { key: 'choice', kind: 'heading', text: 'As often as you like', size: 'small' },
              { key: 'choice-why', kind: 'text', text: 'Below you choose how often, and about what.', size: 'small' },
            ],
          ],
        },
        { kind: 'footer' },
      ],
    },
  ],
});

export const welcomeSecond = starter({
  key: 'welcome-second',
  subject: 'A few things you might like',
  preheader: 'Chosen for you from what we have.',
  parts: [
    {
      blocks: [
        { kind: 'header' },
        {
          kind: 'columns',
          layout: '1-1',
          columns: [
            [{ kind: 'heading', text: 'A few things you might like' }],
            [
              { key: 'air', kind: 'spacer', heightPx: 20 },
              {
                kind: 'text',
                text: 'Hello{% if person.firstName %} {{ person.firstName }}{% endif %}, we picked these with you in mind. If none of them is right, just look around: there is more where they come from.',
              },
            ],
          ],
        },
        { kind: 'recommendations', heading: 'Picked for you' },
        { kind: 'button', label: 'See everything', to: 'shop' },
        { kind: 'footer' },
      ],
    },
  ],
});
