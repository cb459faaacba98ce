import { expect, test } from 'vitest';
import { shownCode } from './shown-code';

const code = { code: 'BACK-7H2KQ9BC' };
const PAGES = ['https://shop.example', 'https://checkout.example/1/checkouts/ac/token/recover?key=k', null, 'none'];

test('a code that a mail shows is for the shop’s pages and the checkout that was left', () => {
  const shown = shownCode({ html: '<b>BACK-7H2KQ9BC</b>', text: '' }, code, PAGES);
  expect(shown).toEqual({ ...code, hosts: new Set(['shop.example', 'checkout.example']) });
  expect(shownCode({ html: '', text: 'BACK-7H2KQ9BC' }, code, PAGES)).not.toBeNull();
});

test('one that it does not show is brought along nowhere', () => {
  expect(shownCode({ html: '<p>Hello</p>', text: 'Hello' }, code, PAGES)).toBeNull();
  expect(shownCode({ html: 'BACK-7H2KQ9BC', text: '' }, null, PAGES)).toBeNull();
});
