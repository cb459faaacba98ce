import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { inlineText } from './inline-text';

const look = { linkColour: '#1d4f3f', gapPx: 16 };
const html = (source: string) => inlineText(source, look).html;
const plain = (source: string) => inlineText(source, look).plain;

describe('text of a merchant’s', () => {
  test.each([
    ['Tea & cake', 'Tea &amp; cake', 'Tea & cake'],
    ['Price < €5', 'Price &lt; €5', 'Price < €5'],
    ['<b onclick="x()">hi</b>', '&lt;b onclick=&quot;x()&quot;&gt;hi&lt;/b&gt;', '<b onclick="x()">hi</b>'],
    ['**Now** and *here*', '<strong>Now</strong> and <em>here</em>', 'Now and here'],
    ['one\ntwo', 'one<br />two', 'one\ntwo'],
    ['# No heading', '# No heading', '# No heading'],
    ['    four spaces', 'four spaces', 'four spaces'],
    [
      '[Look](https://shop.example/a?b=1&c=2)',
      '<a href="https://shop.example/a?b=1&amp;c=2" style="color:#1d4f3f">Look</a>',
      'Look (https://shop.example/a?b=1&c=2)',
    ],
    ['[Look]({{ shop.url }})', '<a href="{{ shop.url }}" style="color:#1d4f3f">Look</a>', 'Look ({{ shop.url }})'],
    ['[x](javascript:alert(1))', '[x](javascript:alert(1))', '[x](javascript:alert(1))'],
    [
      '{% if a["*b*"] < 2 %}*x*{% endif %} {{ c | default: "a_b_c" }}',
      '{% if a["*b*"] < 2 %}<em>x</em>{% endif %} {{ c | default: "a_b_c" }}',
      '{% if a["*b*"] < 2 %}x{% endif %} {{ c | default: "a_b_c" }}',
    ],
  ])('%j', (source, asHtml, asPlain) => {
    expect([html(source), plain(source)]).toEqual([asHtml, asPlain]);
  });

  test('keeps its paragraphs apart, and its lists', () => {
    const source = 'One.\n\nTwo:\n\n- a\n- **b**';
    expect(html(source)).toBe(
      '<p style="margin:0 0 16px">One.</p><p style="margin:0 0 16px">Two:</p><ul style="margin:0;padding-inline-start:20px;display:inline-block;text-align:start"><li>a</li><li><strong>b</strong></li></ul>',
    );
    expect(plain(source)).toBe('One.\n\nTwo:\n\n- a\n- b');
  });

  test('makes no markup but its own, whatever is written, and loses no Liquid', () => {
    const piece = fc.oneof(
      fc.string({ maxLength: 12 }),
      fc.constantFrom(
        '<',
        '>',
        '"',
        '&',
        '*',
        '**',
        '[',
        '](',
        ')',
        '\n',
        '\n\n',
        '- ',
        '`',
        '~~',
        '{{ a }}',
        '{% if b %}',
      ),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 20 }), (pieces) => {
        const source = pieces.join('');
        const made = html(source);
        const tags = made.replace(/\{\{[\s\S]*?\}\}|\{%[\s\S]*?%\}/g, '').match(/<[^>]*>/g) ?? [];
        const own = /^<(\/?(strong|em|s|p|ul|ol|li|a)|br \/)( (style|href|start)="[^"<>]*")*>$/;
        expect(tags.filter((tag) => !own.test(tag))).toEqual([]);
        const liquid = (text: string) => (text.match(/\{\{ a \}\}|\{% if b %\}/g) ?? []).length;
        expect(liquid(made)).toBe(liquid(source));
      }),
    );
  });
});
