import { describe, expect, test } from 'vitest';
import { insertBeforeBodyEnd, unsubscribeInHtml, unsubscribeInText } from './apply-unsubscribe';

const url = 'http://127.0.0.1:4012/unsubscribe/m?a=1&b=2';
const inAttribute = 'http://127.0.0.1:4012/unsubscribe/m?a=1&amp;b=2';

describe('the placeholder in HTML', () => {
  test.each([
    ['{{{ pm:unsubscribe }}}', `<a href="${inAttribute}">Unsubscribe</a>`],
    ['{{{pm:unsubscribe}}}', `<a href="${inAttribute}">Unsubscribe</a>`],
    ['{{{ PM:Unsubscribe }}}', `<a href="${inAttribute}">Unsubscribe</a>`],
    ['{{{ pm:unsubscribe label="Abmelden" }}}', `<a href="${inAttribute}">Abmelden</a>`],
    ['{{{ pm:unsubscribe_url }}}', inAttribute],
    [
      '<a href="{{{ pm:unsubscribe }}}">x</a> {{{ pm:unsubscribe }}}',
      `<a href="${inAttribute}">x</a> <a href="${inAttribute}">Unsubscribe</a>`,
    ],
    ['<td>1 > 0</td>{{{ pm:unsubscribe_url }}}', `<td>1 > 0</td>${inAttribute}`],
  ])('%s', (html, expected) => {
    expect(unsubscribeInHtml(html, url, true)).toBe(expected);
  });

  test.each(['{{ pm:unsubscribe }}', '{{{ unsubscribe }}}', '{{{ pm:unsubscribed }}}'])('%s is none', (html) => {
    expect(unsubscribeInHtml(html, url, false)).toBe(html);
  });
});

describe('the footer', () => {
  test('comes only where it is asked for and no placeholder stands', () => {
    expect(unsubscribeInHtml('<p>News</p>', url, false)).toBe('<p>News</p>');
    expect(unsubscribeInHtml('<p>News</p>', url, true)).toMatch(
      /^<p>News<\/p><div [^>]*><a href="[^"]*">Unsubscribe<\/a><\/div>$/,
    );
    expect(unsubscribeInText('News', url, false)).toBe('News');
    expect(unsubscribeInText('News', url, true)).toBe(`News\n\nUnsubscribe: ${url}\n`);
    expect(unsubscribeInText('{{{ pm:unsubscribe label="Leave" }}}', url, true)).toBe(`Leave: ${url}`);
  });

  test('stands before the last end of the body', () => {
    expect(insertBeforeBodyEnd('<body>a</body>b</BODY ></html>', '!')).toBe('<body>a</body>b!</BODY ></html>');
    expect(insertBeforeBodyEnd('no body', '!')).toBe('no body!');
  });
});
