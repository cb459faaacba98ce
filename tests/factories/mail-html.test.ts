import { describe, expect, test } from 'vitest';
import { conditionalComments, displacedTableParts, nestingProblems, seenBy, textOf } from './mail-html';

const table = (content: string) => `<body><table><tbody>${content}</tbody></table></body>`;
const whole = table('<tr><td>a</td></tr>');

describe('a judge of mail markup', () => {
  test('finds nothing in markup that is whole', () => {
    expect(nestingProblems(whole)).toEqual([]);
    expect(displacedTableParts(whole)).toEqual([]);
  });

  test.each([
    ['a cell that is never closed', table('<tr><td>a</tr>')],
    ['a row closed twice', table('<tr><td>a</td></tr></tr>')],
    ['tags that cross', '<div><b>a</div></b>'],
    ['half a table', '<table><tbody><tr><td>a'],
  ])('finds %s', (_what, html) => {
    expect(nestingProblems(html)).not.toEqual([]);
  });

  test('finds a cell outside every table, which a parser drops without a word', () => {
    expect(displacedTableParts('<div><td>a</td></div>')).toEqual(['1 cells were written, 0 were read']);
  });

  test('reads Outlook’s comments as Outlook does, and as all others do', () => {
    const html = 'a<!--[if mso | IE]><table><![endif]-->b<!--[if !mso]><!-->c<!--<![endif]-->';
    expect(seenBy('outlook', html)).toBe('a<table>b');
    expect(seenBy('browser', html)).toBe('abc');
    expect(conditionalComments(html)).toEqual({ opened: 2, closed: 2 });
    expect(conditionalComments(html.replace('<!--[if mso | IE]>', ''))).toEqual({ opened: 1, closed: 2 });
  });

  test('gives the words a person sees', () => {
    expect(textOf('<html><head><style>p{}</style></head><body><p>Salt &amp;\n pepper</p></body></html>')).toBe(
      'Salt & pepper',
    );
  });
});
