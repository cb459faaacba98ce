import { describe, expect, it } from 'vitest';
import { inScheme } from './in-scheme';
import { placedProblems } from './placed-problems';
import { insteadOf, tagText } from './tag-instead';
import { withInserted, withMark, type Chosen, type Mark } from './text-marks';
import type { EmailDocument } from '~/delivery/documents/document';
import { starterDocuments } from '~/delivery/documents/starters';
import { checkLiquid } from '~/delivery/quality/check-liquid';
import { EMPTY, mergeTags } from '~/delivery/quality/merge-tags';
import { checkDraft } from '~/ops/emails/read-draft';

const START = starterDocuments['birthday'] as EmailDocument;

/** `a [b] c`: what stands in brackets is chosen. */
const chosen = (marked: string): Chosen => {
  const [before = '', inner = '', after = ''] = marked.split(/[⟦⟧]/);
  return { text: before + inner + after, start: before.length, end: before.length + inner.length };
};
const told = ({ text, start, end }: Chosen): string =>
  `${text.slice(0, start)}⟦${text.slice(start, end)}⟧${text.slice(end)}`;

describe('a mark', () => {
  it.each<[Mark, string, string]>([
    ['bold', 'a ⟦b⟧ c', 'a **⟦b⟧** c'],
    ['bold', 'a **⟦b⟧** c', 'a ⟦b⟧ c'],
    ['italic', 'a ⟦b⟧ c', 'a *⟦b⟧* c'],
    ['italic', 'a **⟦b⟧** c', 'a ***⟦b⟧*** c'],
    ['italic', 'a ***⟦b⟧*** c', 'a **⟦b⟧** c'],
    ['link', 'see ⟦here⟧', 'see [here](⟦https://⟧)'],
    ['link', 'see ⟦⟧', 'see [words](⟦https://⟧)'],
    ['list', 'one\nt⟦wo\nthr⟧ee\nfour', 'one\n⟦- two\n- three⟧\nfour'],
    ['list', '⟦- two\n- three⟧', '⟦two\nthree⟧'],
  ])('%s makes of %j %j', (mark, before, after) => {
    expect(told(withMark(chosen(before), mark))).toBe(after);
  });

  it('tag takes the place of what is chosen, with words for who has none', () => {
    expect(told(withInserted(chosen('Hello ⟦Ana⟧,'), tagText('person.firstName', { words: 'there' })))).toBe(
      'Hello {{ person.firstName | default: "there" }}⟦⟧,',
    );
    expect(tagText('shop.name', null)).toBe('{{ shop.name }}');
    expect(tagText('person.firstName', { words: '"you"' })).toBe('{{ person.firstName | default: "”you”" }}');
  });
});

it.each(mergeTags.filter(({ path, whenMissing }) => whenMissing === EMPTY && !path.includes('[]')))(
  'the tag $path is offered with what fits a $type, and the mail with it can be made',
  (tag) => {
    const instead = insteadOf(tag);
    if (tag.type === 'picture' || tag.type === 'yes-or-no') return expect(instead).toBeNull();
    const text = tagText(tag.path, instead);
    expect(text).toContain('| default: ');
    expect(text.includes('"there"')).toBe(tag.path === 'person.firstName');
    expect(tag.type === 'link' ? text : '').toBe(tag.type === 'link' ? `{{ ${tag.path} | default: shop.url }}` : '');
    expect(checkLiquid({ ...START, subject: text })).toEqual([]);
  },
);

it('dark and light are what is asked for, not what the browser is in', () => {
  const html = '<style>@media (prefers-color-scheme: dark) { a { color: red } }</style>';
  expect(inScheme(html, true)).toContain('@media all {');
  expect(inScheme(html, false)).toContain('@media not all {');
});

it('what cannot be kept stands by its field, in columns as well', () => {
  const document = {
    ...{ key: 'a-mail', subject: '', preheader: '' },
    sections: [
      {
        key: 'first',
        ground: 'green',
        blocks: [
          { key: 'b', kind: 'button', label: 'Go', to: 'address' },
          {
            key: 'two',
            kind: 'columns',
            layout: '1-1',
            columns: [[{ key: 'i', kind: 'image', src: 'ftp:', alt: '' }], []],
          },
        ],
      },
    ],
  };
  const checked = checkDraft(document);
  const problems = checked.kind === 'refused' ? checked.problems : [];
  const places = [...placedProblems(document as never, problems).keys()];
  // Without a place: there is no footer.
  expect(places).toEqual(['subject', 'first.ground', 'i.src', '', 'b.url']);
});
