import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { documentSchema, type EmailDocument, type Section } from '~/delivery/documents/document';
import { diffDocuments } from './diff-documents';
import { diffWords } from './diff-words';

const KEYS = ['a', 'b', 'c', 'd', 'e', 'f'];
const words = fc.constantFrom('', 'one', 'two words', 'Hello {{ person.firstName }}');
const block = (key: string) =>
  fc.oneof(
    fc.record({ key: fc.constant(key), kind: fc.constant('text' as const), text: words }),
    fc.record({ key: fc.constant(key), kind: fc.constant('heading' as const), text: words }),
    fc.constant({ key, kind: 'divider' as const }),
  );
/** Some parts in some order, in one or two sections, with what is said of them in another language. */
const anyDocument: fc.Arbitrary<EmailDocument> = fc
  .tuple(
    fc.shuffledSubarray(KEYS, { minLength: 1 }),
    fc.nat(5),
    words,
    fc.dictionary(fc.constantFrom('a.text', 'subject'), words),
  )
  .chain(([keys, cut, subject, said]) =>
    fc.tuple(...keys.map(block)).map((blocks) => {
      const parts = [blocks.slice(0, cut), blocks.slice(cut)].filter(({ length }) => length > 0);
      const sections = parts.map((own, at): Section => ({ key: `section-${at}`, blocks: own }));
      sections.push({ key: 'end', blocks: [{ key: 'footer', kind: 'footer' }] });
      const translations: EmailDocument['translations'] = Object.keys(said).length > 0 ? { de: said } : {};
      return { key: 'mail', subject: subject || 'x', preheader: '', sections, translations };
    }),
  );

const kindsOf = (before: EmailDocument, after: EmailDocument, kind: string) =>
  diffDocuments(before, after)
    .flatMap((change) => (change.kind === kind && 'part' in change && change.part ? [change.part.key] : []))
    .sort();

describe('what was changed between two versions', () => {
  it('is nothing where they are the same, in whatever order their fields were written', () => {
    fc.assert(
      fc.property(anyDocument, (document) => {
        const turned = documentSchema.parse(
          JSON.parse(JSON.stringify(document, Object.keys(flat(document)).reverse())),
        );
        expect(diffDocuments(document, document)).toEqual([]);
        expect(diffDocuments(document, turned)).toEqual([]);
      }),
    );
  });

  it('is something where they are not', () => {
    fc.assert(
      fc.property(anyDocument, anyDocument, (before, after) => {
        const isSame = meaning(before) === meaning(after);
        expect(diffDocuments(before, after).length === 0).toBe(isSame);
      }),
    );
  });

  it('is told the other way round where the later one is the earlier', () => {
    fc.assert(
      fc.property(anyDocument, anyDocument, (before, after) => {
        expect(kindsOf(before, after, 'added')).toEqual(kindsOf(after, before, 'removed'));
        expect(diffDocuments(before, after).filter(({ kind }) => kind === 'translated')).toHaveLength(
          diffDocuments(after, before).filter(({ kind }) => kind === 'translated').length,
        );
      }),
    );
  });

  it('names the one part that was moved, and none of those it passed', () => {
    const text = (key: string) => ({ key, kind: 'text' as const, text: key });
    const of = (keys: string[]): EmailDocument => ({
      ...{ key: 'mail', subject: 'x', preheader: '' },
      sections: [{ key: 'all', blocks: [...keys.map(text), { key: 'footer', kind: 'footer' }] }],
    });
    expect(diffDocuments(of(['a', 'b', 'c', 'd']), of(['d', 'a', 'b', 'c']))).toEqual([
      { kind: 'moved', part: { key: 'd', kind: 'text' } },
    ]);
    const [before, after] = [of(['a']), of(['a'])];
    after.sections[0]?.blocks.splice(0, 1, { key: 'a', kind: 'text', text: 'other', align: 'center' });
    expect(diffDocuments(before, after)).toEqual([
      { kind: 'changed', part: { key: 'a', kind: 'text' }, field: 'text', before: 'a', after: 'other' },
      { kind: 'changed', part: { key: 'a', kind: 'text' }, field: 'align', before: null, after: 'center' },
    ]);
  });
});

describe('what was changed in a text', () => {
  it('leaves both texts whole, and marks nothing in what is the same', () => {
    const text = fc.array(fc.constantFrom('a', 'b', ' ', '\n', 'c ')).map((parts) => parts.join(''));
    fc.assert(
      fc.property(text, text, (before, after) => {
        const told = diffWords(before, after);
        expect(told.before.map((run) => run.text).join('')).toBe(before);
        expect(told.after.map((run) => run.text).join('')).toBe(after);
        const common = (runs: typeof told.before) =>
          runs.flatMap(({ text: own, isOwn }) => (isOwn ? [] : own)).join('');
        expect(common(told.before)).toBe(common(told.after));
        expect(diffWords(before, before).before.every(({ isOwn }) => !isOwn)).toBe(true);
      }),
    );
  });

  it('marks the words that are new', () => {
    expect(diffWords('a good day', 'a very good day').after).toEqual([
      { text: 'a ', isOwn: false },
      { text: 'very ', isOwn: true },
      { text: 'good day', isOwn: false },
    ]);
  });

  it('of very long texts marks them whole', () => {
    const long = 'word '.repeat(2_000);
    expect(diffWords(long, `${long}more`).after).toEqual([{ text: `${long}more`, isOwn: true }]);
  });
});

/** Every name of a field that occurs. */
function flat(value: unknown): Record<string, true> {
  if (typeof value !== 'object' || value === null) return {};
  const own = Array.isArray(value) ? {} : Object.fromEntries(Object.keys(value).map((key) => [key, true as const]));
  return Object.assign(own, ...Object.values(value).map(flat)) as Record<string, true>;
}

/** A document as what it says: an empty translation says nothing. */
function meaning({ translations = {}, ...document }: EmailDocument): string {
  const said = Object.entries(translations['de'] ?? {}).filter(([, text]) => text !== '');
  return JSON.stringify(
    [document, said.sort()],
    Object.keys({ ...flat(document), ...flat(said), 0: true, 1: true }).sort(),
  );
}
