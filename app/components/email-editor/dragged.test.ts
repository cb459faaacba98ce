import { describe, expect, test } from 'vitest';
import { documentSchema } from '~/delivery/documents/document';
import { moveSection, stepSection } from './document-edits';
import { announcementsOf } from './drag-words';
import { draggedOf, mayBeOver, newId, sectionId } from './dragged';

const draft = documentSchema.parse({
  ...{ key: 'news', subject: 'News', preheader: '' },
  sections: [
    { key: 'top', blocks: [{ key: 'title', kind: 'heading', text: 'News' }] },
    {
      key: 'middle',
      blocks: [
        { key: 'beside', kind: 'columns', layout: '1-1', columns: [[{ key: 'left', kind: 'text', text: 'Left' }], []] },
        { key: 'ideas', kind: 'recommendations', heading: 'For you' },
      ],
    },
    { key: 'end', blocks: [{ key: 'footer', kind: 'footer' }] },
  ],
});
const orderOf = ({ sections }: typeof draft) => sections.map(({ key }) => key).join(' ');

test('what is dragged is told from its id', () => {
  expect([draggedOf('title'), draggedOf(sectionId('top')), draggedOf(newId('heading'))]).toEqual([
    ...[
      { kind: 'block', key: 'title' },
      { kind: 'section', key: 'top' },
    ],
    { kind: 'new', of: 'heading' },
  ]);
});

describe.each([
  ['a section', sectionId('top'), [sectionId('end')], ['title', 'beside/1']],
  ['a block', 'title', ['ideas', 'left', 'beside/1'], [sectionId('end')]],
  ['a block that needs the whole width', 'ideas', ['title'], ['left', 'beside/1']],
  ['columns', 'beside', ['title'], ['left', 'beside/1']],
  ['a new block', newId('text'), ['title', 'left', 'beside/1'], [sectionId('top')]],
  ['a new one that needs the whole width', newId('product-grid'), ['title'], ['left', 'beside/1']],
])('%s', (_what, id, over, notOver) => {
  test('is dropped only where it can stand', () => {
    const may = (onto: string) => mayBeOver(draft, draggedOf(id), onto);
    expect(over.filter(may)).toEqual(over);
    expect(notOver.filter(may)).toEqual([]);
  });
});

test('sections are moved to a place, and by one; beyond the ends they stay', () => {
  expect(orderOf(moveSection(draft, 'top', 2))).toBe('middle end top');
  expect(orderOf(moveSection(draft, 'end', 0))).toBe('end top middle');
  expect(orderOf(stepSection(draft, 'middle', -1))).toBe('middle top end');
  for (const nowhere of [-1, 3]) expect(moveSection(draft, 'top', nowhere)).toBe(draft);
  expect(stepSection(draft, 'end', 1)).toBe(draft);
});

test('it is said what is dragged and where it is, to those who do not see it', () => {
  const said = announcementsOf(draft);
  const at = (active: string, over: string | null) =>
    ({ active: { id: active }, over: over === null ? null : { id: over } }) as Parameters<typeof said.onDragEnd>[0];
  expect(said.onDragStart(at(sectionId('middle'), null))).toBe('Section 2 was picked up, at place 2 of 3 in the mail.');
  expect(said.onDragOver(at(sectionId('middle'), sectionId('end')))).toBe('Section 2 is at place 3 of 3 in the mail.');
  expect(said.onDragStart(at(newId('heading'), null))).toBe('Heading was picked up.');
  expect(said.onDragOver(at(newId('heading'), 'beside/1'))).toBe('Heading is at place 1 of 1 in column 2.');
  expect(said.onDragEnd(at(newId('heading'), null))).toBe('Heading was left out.');
  expect(said.onDragEnd(at('title', 'ideas'))).toBe('Heading was put down, at place 2 of 2 in section 2.');
  expect(said.onDragCancel(at('title', 'ideas'))).toBe('Heading is where it was.');
});
