import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Block } from '~/delivery/documents/blocks';
import type { EmailDocument } from '~/delivery/documents/document';
import { starterDocuments } from '~/delivery/documents/starters';
import { checkDraft } from '~/ops/emails/read-draft';
import { begin, changed, undone } from '../flows/edit-history';
import { freshBlock, KINDS_TO_ADD, summaryOf } from './block-kinds';
import {
  addSection,
  adopted,
  copyBlock,
  copySection,
  newKey,
  moveBlock,
  putBlock,
  removeBlock,
  removeSection,
  stepBlock,
  stepSection,
} from './document-edits';
import { blockOf, columnContainer, containersOf, keysOf, placeOf } from './document-parts';
import { withLayout } from './with-layout';

const START = starterDocuments['abandoned-cart-first'] as EmailDocument;
const COLUMNS: Block = {
  ...{ key: 'two', kind: 'columns', layout: '1-1' },
  columns: [[{ key: 'left', kind: 'heading', text: 'Left' }], []],
};

/** One edit, by what it does and two numbers that say where. */
const DOINGS = [
  'add',
  'move',
  'up',
  'down',
  'copy',
  'remove',
  'section',
  'copy-section',
  'less',
  'step-section',
] as const;
const edit = fc.record({ doing: fc.constantFrom(...DOINGS), one: fc.nat(40), other: fc.nat(40) });
type Edit = typeof edit extends fc.Arbitrary<infer E> ? E : never;

const pick = <T>(all: readonly T[], at: number): T => all[at % all.length] as T;

function done(document: EmailDocument, { doing, one, other }: Edit): EmailDocument {
  const rows = containersOf(document);
  const [container, blocks] = pick(rows, other);
  const keys = rows.flatMap(([, own]) => own.map(({ key }) => key));
  const key = keys.length > 0 ? pick(keys, one) : '';
  const section = pick(document.sections, one).key;
  const place = { container, at: other % (blocks.length + 1) };
  switch (doing) {
    case 'add':
      return putBlock(document, place, adopted(document, freshBlock(pick(KINDS_TO_ADD, one), 'new')));
    case 'move':
      return moveBlock(document, key, place);
    case 'up':
      return stepBlock(document, key, -1);
    case 'down':
      return stepBlock(document, key, 1);
    case 'copy':
      return copyBlock(document, key).document;
    case 'remove':
      return removeBlock(document, key);
    case 'section':
      return addSection(document, 1, {
        key: newKey(keysOf(document), 'section'),
        blocks: [freshBlock('divider', newKey([...keysOf(document), 'section-1'], 'divider'))],
      });
    case 'copy-section':
      return copySection(document, section).document;
    case 'less':
      return removeSection(document, section);
    default:
      return stepSection(document, section, other % 2 === 0 ? 1 : -1);
  }
}

describe('edits of a mail', () => {
  it('are taken back one by one, down to the beginning', () => {
    fc.assert(
      fc.property(fc.array(edit, { maxLength: 40 }), (edits) => {
        let history = begin(START);
        for (const each of edits) history = changed(history, done(history.now, each), null);
        while (history.past.length > 0) history = undone(history);
        expect(history.now).toEqual(START);
      }),
    );
  });

  it('leave a mail that can be kept, or say what is to be mended', () => {
    fc.assert(
      fc.property(fc.array(edit, { maxLength: 40 }), (edits) => {
        const made = edits.reduce(done, START);
        const keys = keysOf(made);
        expect(new Set(keys).size).toBe(keys.length);
        const checked = checkDraft(made);
        const problems = checked.kind === 'refused' ? checked.problems : [];
        const known = /footer|100 blocks|https:\/\/|>=1 items|<=\d+ items/;
        expect(problems.filter(({ message }) => !known.test(message))).toEqual([]);
      }),
    );
  });

  it('lose no block where one is moved', () => {
    fc.assert(
      fc.property(fc.array(edit, { maxLength: 20 }), fc.nat(40), fc.nat(40), (edits, one, other) => {
        const before = edits.reduce(done, START);
        const after = done(before, { doing: 'move', one, other });
        const blocks = (document: EmailDocument) =>
          containersOf(document).flatMap(([, own]) => own.map(({ key }) => key));
        expect(blocks(after).sort()).toEqual(blocks(before).sort());
      }),
    );
  });

  it('go over into the next row at the end of one, columns only for what fits in them', () => {
    const [first] = START.sections;
    const row = first?.key ?? '';
    let document = putBlock(START, { container: row, at: 0 }, COLUMNS);
    document = putBlock(document, { container: row, at: 1 }, { key: 'below', kind: 'cart' });
    document = putBlock(document, { container: row, at: 2 }, { key: 'line', kind: 'divider' });
    document = moveBlock(document, 'line', { container: columnContainer('two', 1), at: 0 });
    expect(placeOf(document, 'line')).toEqual({ container: 'two/1', at: 0 });
    expect(moveBlock(document, 'below', { container: 'two/1', at: 0 })).toBe(document);
    expect(moveBlock(document, 'two', { container: 'two/1', at: 0 })).toBe(document);
    expect(placeOf(stepBlock(document, 'left', 1), 'left')).toEqual({ container: 'two/1', at: 0 });
  });

  it('copy what is said in other languages, and let go of it with its block', () => {
    const key = START.sections[0]?.blocks.find(({ kind }) => kind === 'heading')?.key ?? '';
    const spoken = { ...START, translations: { de: { [`${key}.text`]: 'Ihr Warenkorb' } } };
    const copied = copyBlock(spoken, key);
    expect(copied.document.translations?.['de']?.[`${copied.key}.text`]).toBe('Ihr Warenkorb');
    expect(removeBlock(copied.document, key).translations).toEqual({ de: { [`${copied.key}.text`]: 'Ihr Warenkorb' } });
  });

  it('keep all blocks in another layout', () => {
    if (COLUMNS.kind !== 'columns') throw new Error('columns are meant');
    const three = withLayout({ ...COLUMNS, ...withLayout(COLUMNS, '1-1-1') }, '1-1-1');
    expect(three.columns.length).toBe(3);
    expect(withLayout({ ...COLUMNS, columns: [[], [], COLUMNS.columns[0] ?? []] }, '2-1').columns[1]).toEqual(
      COLUMNS.columns[0],
    );
  });
});

describe('a card', () => {
  it('says what a block says, without its marks and tags', () => {
    const block: Block = {
      key: 'a',
      kind: 'text',
      text: 'Hello **{{ person.firstName | default: "you" }}**,\nall well?',
    };
    expect(summaryOf(block)).toBe('Hello  ‹person.firstName› , all well?');
    expect(summaryOf({ ...block, text: 'x'.repeat(90) })).toHaveLength(64);
  });

  it('is there for a new block of each kind, found again by its key', () => {
    for (const kind of KINDS_TO_ADD) {
      const document = putBlock(START, { container: START.sections[0]?.key ?? '', at: 0 }, freshBlock(kind, 'new'));
      expect(blockOf(document, 'new')?.kind).toBe(kind);
      expect(summaryOf(freshBlock(kind, 'new'))).not.toBe('');
    }
  });
});
