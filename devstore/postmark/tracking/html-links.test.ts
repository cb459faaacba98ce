import { describe, expect, test } from 'vitest';
import { decodeEntities, findHtmlLinks, replaceHtmlLinks } from './html-links';
import { findTextLinks, replaceTextLinks } from './text-links';

const page = `<html><body>
<a href="https://shop.example/tea?a=1&amp;b=2" class="x">Green <b>tea</b></a>
<A HREF='http://shop.example/coffee' data-pm-no-track>Coffee</A>
<a href=mailto:hello@shop.example>Write</a>
<a name="top">no link</a><abbr href="https://no.example">nor this</abbr>
<a title="a > b" href="https://shop.example/x">&lt;X&gt;</a>
<a href="https://shop.example/cup"><img src="cup.png" alt="Cup &amp; saucer" width="8"></a>
</body></html>`;

describe('links of HTML', () => {
  test('are found with their decoded address, words (a picture’s are its alternative text) and wish not to be tracked', () => {
    expect(findHtmlLinks(page)).toEqual([
      { url: 'https://shop.example/tea?a=1&b=2', text: 'Green tea', mayTrack: true, isHidden: false },
      { url: 'http://shop.example/coffee', text: 'Coffee', mayTrack: false, isHidden: false },
      { url: 'mailto:hello@shop.example', text: 'Write', mayTrack: true, isHidden: false },
      { url: 'https://shop.example/x', text: '<X>', mayTrack: true, isHidden: false },
      { url: 'https://shop.example/cup', text: 'Cup & saucer', mayTrack: true, isHidden: false },
    ]);
  });

  test('that their own style hides are said to be so', () => {
    const hidden =
      '<a href="https://shop.example" style="color:red; display: none"></a><a href="https://shop.example">Y</a>';
    expect(findHtmlLinks(hidden).map(({ isHidden }) => isHidden)).toEqual([true, false]);
  });

  test('are replaced by their position; all else stays to the letter', () => {
    const replaced = replaceHtmlLinks(page, ({ url }, index) =>
      url.startsWith('http') ? `https://t.example/${index}?x&y` : null,
    );
    expect(findHtmlLinks(replaced).map(({ url }) => url)).toEqual([
      'https://t.example/0?x&y',
      'https://t.example/1?x&y',
      'mailto:hello@shop.example',
      'https://t.example/3?x&y',
      'https://t.example/4?x&y',
    ]);
    expect(replaced).toContain('class="x"');
    expect(replaceHtmlLinks(page, () => null)).toBe(page);
  });

  test('entities of every form are decoded once', () => {
    expect(decodeEntities('a&amp;b&#38;c&#x26;d&AMP;lt; &amp;amp; &unknown; &#99999999;')).toBe(
      'a&b&c&d&lt; &amp; &unknown; &#99999999;',
    );
  });

  test('a document of broken tags has no links, and is soon done', () => {
    expect(findHtmlLinks('<a href="'.repeat(2_000))).toEqual([]);
  });
});

describe('links of text', () => {
  const text = 'See https://shop.example/tea, or (http://shop.example/x?y=1). https://shop.example/end.';

  test('are found without the sentence around them', () => {
    expect(findTextLinks(text)).toEqual([
      'https://shop.example/tea',
      'http://shop.example/x?y=1',
      'https://shop.example/end',
    ]);
  });

  test('are replaced by their position', () => {
    expect(replaceTextLinks(text, (_url, index) => (index === 1 ? null : `T${index}`))).toBe(
      'See T0, or (http://shop.example/x?y=1). T2.',
    );
  });
});
