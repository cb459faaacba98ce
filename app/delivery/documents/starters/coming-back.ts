import { starter } from './starter';

export const winBackFirst = starter({
  key: 'win-back-first',
  subject: 'It has been a while{% if person.firstName %}, {{ person.firstName }}{% endif %}',
  preheader: 'This is what is new since you were here.',
  blocks: [
    { kind: 'header' },
    { kind: 'heading', text: 'It has been a while' },
    {
      kind: 'text',
      text: 'Hello{% if person.firstName %} {{ person.firstName }}{% endif %}, a good deal is new since you were last here. We picked what might suit you.',
    },
    { kind: 'coupon', text: '{{ coupon.worth }} off, for you alone' },
    { kind: 'recommendations', heading: 'Picked for you' },
    { kind: 'button', label: 'See what is new', to: 'shop' },
    { kind: 'footer' },
  ],
});

export const winBackLast = starter({
  key: 'win-back-last',
  subject: 'Shall we go on writing to you?',
  preheader: 'If not, do nothing: you hear from us less.',
  blocks: [
    { kind: 'header' },
    { kind: 'heading', text: 'Shall we go on writing?' },
    {
      kind: 'text',
      text: 'Hello{% if person.firstName %} {{ person.firstName }}{% endif %}, we do not want to write to people who would rather be left alone. Below you choose how often we may, and about what. And if you would like to look in again, we are glad.',
    },
    { kind: 'button', label: 'Look in again', to: 'shop' },
    { kind: 'recommendations', heading: 'What others like just now' },
    { kind: 'footer' },
  ],
});

export const vipThanks = starter({
  key: 'vip-thanks',
  subject: 'Thank you for being one of our best customers',
  preheader: 'Just that: thank you, and a first look at what is new.',
  blocks: [
    { kind: 'header' },
    { kind: 'heading', text: 'You are one of our best customers' },
    {
      kind: 'text',
      text: 'Hello{% if person.firstName %} {{ person.firstName }}{% endif %}, we noticed, and wanted to say thank you. You are among the first to see what is new.',
    },
    { kind: 'recommendations', heading: 'Seen first by you' },
    { kind: 'button', label: 'Look around', to: 'shop' },
    { kind: 'footer' },
  ],
});

export const birthday = starter({
  key: 'birthday',
  subject: 'Happy birthday{% if person.firstName %}, {{ person.firstName }}{% endif %}',
  preheader: 'All the best from {{ shop.name }}, and something for yourself.',
  blocks: [
    { kind: 'header' },
    { kind: 'heading', text: 'Happy birthday' },
    {
      kind: 'text',
      text: 'Hello{% if person.firstName %} {{ person.firstName }}{% endif %}, all the best for your new year of life from all of us at {{ shop.name }}.',
    },
    { kind: 'recommendations', heading: 'Something for yourself' },
    { kind: 'button', label: 'Choose a present', to: 'shop' },
    { kind: 'footer' },
  ],
});
