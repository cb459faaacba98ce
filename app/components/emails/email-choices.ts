import type { Choice } from '../list-filters';

export const EMAIL_SEARCH = { name: 'name', label: 'Name or subject', helpText: 'A part of it will do' };

export const EMAIL_CHOICES: Choice[] = [
  {
    name: 'state',
    label: 'State',
    options: [
      { label: 'In use', value: '' },
      { label: 'With a draft', value: 'draft' },
      { label: 'Waits for approval', value: 'in-review' },
      { label: 'Sent by nothing', value: 'not-used' },
      { label: 'To be mended', value: 'to-mend' },
      { label: 'Out of use', value: 'archived' },
    ],
  },
  {
    name: 'made',
    label: 'Made',
    options: [
      { label: 'By anybody', value: '' },
      { label: 'By you', value: 'own' },
      { label: 'With the app', value: 'begun-with' },
    ],
  },
  {
    name: 'sort',
    label: 'First',
    options: [
      { label: 'By name', value: '' },
      { label: 'Changed last', value: 'changed' },
      { label: 'Most used', value: 'used' },
    ],
  },
];
