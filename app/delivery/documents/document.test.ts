import { describe, expect, test } from 'vitest';
import { blocksOf, conditionsOf, documentSchema, sayingsOf } from './document';
import { starterDocuments } from './starters';
import { abandonedCart } from '~/decisions/flows/templates/abandoned-cart';

const footer = { kind: 'footer', key: 'footer' };
const document = (blocks: object[] = [], changes: object = {}) => ({
  ...{ key: 'news', subject: 'News', preheader: '' },
  sections: [{ key: 'all', blocks: [...blocks, footer] }],
  ...changes,
});
const problemsOf = (raw: unknown): string[] => {
  const result = documentSchema.safeParse(raw);
  return result.success ? [] : result.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
};
const vip = { kind: 'fact', fact: 'orders.count', is: 'at-least', value: 5 };

describe('a document', () => {
  test.each([
    { kind: 'header' },
    { kind: 'heading', text: 'Hello' },
    { kind: 'text', text: 'Hello {{ person.firstName }}' },
    { kind: 'image', src: 'https://cdn.example/a.png', alt: 'A chair' },
    { kind: 'cart' },
    { kind: 'about' },
    { kind: 'button', label: 'Back', to: 'cart' },
    { kind: 'button', label: 'Sale', to: 'address', url: 'https://shop.example/sale' },
    { kind: 'recommendations', heading: 'For you' },
    { kind: 'product-grid', source: { from: 'newest' }, count: 4, across: 2 },
    { kind: 'product-grid', source: { from: 'newest' }, look: 'lookbook', count: 5, across: 2 },
    { kind: 'hero', heading: 'New', text: 'It is here.', label: 'Have a look', source: { from: 'newest' } },
    { kind: 'low-stock', of: 'cart', atMost: 5 },
    { kind: 'countdown', text: 'Ends soon', until: { kind: 'moment', at: '2026-12-06T18:00' } },
    { kind: 'divider' },
    { kind: 'spacer', heightPx: 24 },
    { kind: 'social' },
    { kind: 'code', html: '<b>Hi</b>' },
    {
      kind: 'columns',
      layout: '1-2',
      columns: [[{ key: 'left', kind: 'divider' }], [{ key: 'right', kind: 'text', text: 'Right' }]],
    },
  ])('may hold a block like $kind beside its footer, and is taken as it is', (block) => {
    const whole = document([{ key: 'one', ...block }]);
    expect(documentSchema.parse(whole)).toEqual(whole);
  });

  test('written as a list of blocks is one section, whose parts are called by kind and place', () => {
    const { sections } = documentSchema.parse({
      ...{ key: 'news', subject: 'News', preheader: '' },
      blocks: [{ kind: 'header' }, { kind: 'footer' }],
    });
    expect(sections).toEqual([
      {
        key: 'all',
        blocks: [
          { key: 'header-1', kind: 'header' },
          { key: 'footer-2', kind: 'footer' },
        ],
      },
    ]);
  });

  test('without a footer is refused: the law wants its address, and its reader a way out', () => {
    const bare = document([], { sections: [{ key: 'all', blocks: [{ key: 'a', kind: 'header' }] }] });
    expect(problemsOf(bare)).toEqual([
      'sections: there is no footer that everybody is shown; every mail needs one, with the postal address and the way to unsubscribe',
    ]);
  });

  test.each([
    ['its footer', [{ key: 'all', blocks: [{ ...footer, shownIf: vip }] }]],
    ['the section it stands in', [{ key: 'all', shownIf: vip, blocks: [footer] }]],
  ])('may keep %s from nobody', (_what, sections) => {
    expect(problemsOf(document([], { sections })).join()).toContain('no footer that everybody is shown');
  });

  test('tells of each part once', () => {
    const twice = document([
      { key: 'a', kind: 'header' },
      { key: 'a', kind: 'divider' },
    ]);
    expect(problemsOf(twice)).toEqual(['sections: two parts have the key “a”']);
  });

  const block = (fields: object) => document([{ key: 'one', ...fields }]);
  test.each([
    ['of nothing', document([], { sections: [] }), 'sections'],
    ['without a subject', document([], { subject: '' }), 'subject'],
    ['with a text of more than five thousand characters', document([], { preheader: 'x'.repeat(5_001) }), 'preheader'],
    ['with a block nobody knows', block({ kind: 'video' }), 'sections.0.blocks.0.kind'],
    ['with a button that does not say where it leads', block({ kind: 'button', label: 'x' }), 'sections.0.blocks.0.to'],
    ['with a button that leads elsewhere', block({ kind: 'button', label: 'x', to: 'moon' }), 'sections.0.blocks.0.to'],
    [
      'with a button to an address it does not give',
      block({ kind: 'button', label: 'x', to: 'address' }),
      'sections.0.blocks.0.url: it leads nowhere',
    ],
    [
      'with a button that runs a script',
      block({ kind: 'button', label: 'x', to: 'address', url: 'javascript:alert(1)' }),
      'sections.0.blocks.0.url: give an address that begins with https://',
    ],
    ['with a heading without text', block({ kind: 'heading' }), 'sections.0.blocks.0.text'],
    [
      'with a script',
      block({ kind: 'code', html: '<script src="x"></script>' }),
      'sections.0.blocks.0.html: scripts, frames',
    ],
    [
      'with fewer columns than its layout',
      block({ kind: 'columns', layout: '1-1-1', columns: [[], []] }),
      'sections.0.blocks.0.columns: there are not as many columns',
    ],
    [
      'with a cart in a column',
      block({ kind: 'columns', layout: '1-1', columns: [[{ key: 'c', kind: 'cart' }], []] }),
      'sections.0.blocks.0.columns.0.0',
    ],
    ['with a colour nobody can read', block({ kind: 'text', text: 'x', colour: 'red' }), 'sections.0.blocks.0.colour'],
  ])('%s is refused', (_what, raw, where) => {
    expect(problemsOf(raw).join('\n')).toContain(where);
  });
});

describe('of a document is known', () => {
  const parsed = documentSchema.parse(
    document([
      { key: 'hello', kind: 'heading', text: 'Hello', shownIf: vip },
      {
        key: 'beside',
        kind: 'columns',
        layout: '1-1',
        columns: [[{ key: 'go', kind: 'button', label: 'Go', to: 'shop' }], []],
      },
    ]),
  );

  test('every block, those in columns as well', () => {
    expect(blocksOf(parsed).map(({ key }) => key)).toEqual(['hello', 'beside', 'go', 'footer']);
  });

  test('which parts are not for everybody', () => {
    expect([...conditionsOf(parsed)]).toEqual([['hello', vip]]);
  });

  test('where words of the merchant’s stand', () => {
    expect(sayingsOf(parsed)).toEqual([
      { place: 'subject', text: 'News' },
      { place: 'preheader', text: '' },
      { place: 'hello.text', text: 'Hello' },
      { place: 'go.label', text: 'Go' },
    ]);
  });
});

describe('the documents every shop begins with', () => {
  test.each(Object.entries(starterDocuments))('%s is sound and stands under its own key', (key, starter) => {
    expect(problemsOf(starter)).toEqual([]);
    expect(starter.key).toBe(key);
  });

  test('hold all that the abandoned cart flow sends', () => {
    const templates = abandonedCart.nodes.flatMap((node) => (node.kind === 'send' ? [node.template] : []));
    expect(templates.filter((key) => !(key in starterDocuments))).toEqual([]);
  });
});
