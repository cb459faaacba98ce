import { describe, expect, test } from 'vitest';
import type { Header } from '../messages/message';
import { customUnsubscribeWarnings, listUnsubscribeTargets, looksLikeUnsubscribe } from './custom-warnings';

const post: Header = { Name: 'list-unsubscribe-post', Value: 'List-Unsubscribe=One-Click' };
const header = (Value: string): Header => ({ Name: 'List-Unsubscribe', Value });
const html = '<a href="https://app.example/unsubscribe?t=1">Abmelden</a>';
const warnings = (headers: Header[], body: { html?: string | null; text?: string | null } = { html }) =>
  customUnsubscribeWarnings({ headers, html: null, text: null, ...body });

describe('what a self-managed broadcast lacks', () => {
  test.each<[string, Header[]]>([
    ['https', [header('<https://app.example/u>'), post]],
    ['mail and https', [header('<mailto:u@app.example>, <https://app.example/u>'), post]],
    ['http on this machine', [header('<http://127.0.0.1:3000/u>'), post]],
    ['http on localhost', [header('<http://localhost:3000/u>'), post]],
  ])('nothing with %s', (_what, headers) => {
    expect(warnings(headers)).toEqual([]);
  });

  test.each<[string, string, Header[]]>([
    ['no header', 'no List-Unsubscribe header', [post]],
    ['a header without brackets', 'no List-Unsubscribe header', [header('https://app.example/u'), post]],
    ['http elsewhere', 'List-Unsubscribe names no https address', [header('<http://app.example/u>'), post]],
    ['mail alone', 'List-Unsubscribe names no https address', [header('<mailto:u@app.example>'), post]],
    [
      'no post header',
      'no List-Unsubscribe-Post: List-Unsubscribe=One-Click header',
      [header('<https://app.example/u>')],
    ],
    [
      'another post header',
      'no List-Unsubscribe-Post: List-Unsubscribe=One-Click header',
      [header('<https://app.example/u>'), { ...post, Value: 'Yes' }],
    ],
  ])('%s → %s', (_what, warning, headers) => {
    expect(warnings(headers)).toEqual([warning]);
  });

  test('the link is looked for in the HTML, or in the text when there is no HTML', () => {
    const good = [header('<https://app.example/u>'), post];
    expect(
      warnings(good, { html: '<a href="https://shop.example">Shop</a>', text: 'https://app.example/unsubscribe' }),
    ).toEqual(['no unsubscribe link in the body']);
    expect(warnings(good, { text: 'Leave: https://app.example/unsubscribe/1' })).toEqual([]);
    expect(warnings(good, { text: 'Leave us any time' })).toEqual(['no unsubscribe link in the body']);
  });
});

test('targets are what stands in angle brackets, in order', () => {
  expect(
    listUnsubscribeTargets([header(' <mailto:a@b.example?subject=x>,\t<https://app.example/u> (comment)')]),
  ).toEqual(['mailto:a@b.example?subject=x', 'https://app.example/u']);
  expect(listUnsubscribeTargets([])).toEqual([]);
});

test.each([
  [{ url: 'https://app.example/u/unsubscribe', text: 'Abmelden' }, true],
  [{ url: 'https://app.example/opt-out', text: '' }, true],
  [{ url: 'https://app.example/preferences', text: '' }, true],
  [{ url: 'https://app.example/x', text: 'Unsubscribe' }, true],
  [{ url: 'https://shop.example/tea', text: 'Green tea' }, false],
])('%j looks like it: %s', (link, expected) => {
  expect(looksLikeUnsubscribe(link)).toBe(expected);
});
