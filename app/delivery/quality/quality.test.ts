import { describe, expect, test } from 'vitest';
import { mailAbout, mailData } from '../../../tests/factories/mail-data';
import { USUAL_KIT, type BrandKit } from '../documents/brand-kit';
import { documentSchema, type EmailDocument } from '../documents/document';
import { starterDocuments } from '../documents/starters';
import { USUAL_DRESS } from '../documents/to-mjml';
import { compileDocument } from '../rendering/compile-document.server';
import { renderLiquid } from '../rendering/render-liquid';
import { checkDocument } from './check-document';
import { checkHoles, checkSize, LARGEST_BYTES } from './check-made';
import { isKnownPath, mergeTags, nearestPath } from './merge-tags';

const PREHEADER = 'A sentence that says what one finds in here.';
const document = (blocks: object[], changes: object = {}): EmailDocument =>
  documentSchema.parse({
    ...{ key: 'news', language: 'en', subject: 'News of the week', preheader: PREHEADER },
    sections: [{ key: 'all', blocks: [...blocks, { key: 'end', kind: 'footer' }] }],
    ...changes,
  });
const found = (blocks: object[], changes: object = {}, kit: BrandKit = USUAL_KIT) =>
  checkDocument(document(blocks, changes), kit).map(({ kind, weight, place }) => [kind, weight, place]);
const text = (words: string) => ({ key: 'one', kind: 'text', text: words });

describe('a document is told that', () => {
  test.each<[string, object[], object, unknown[]]>([
    ['nothing is wrong with it', [text('Hello {{ person.firstName | default: "there" }}')], {}, []],
    ['its Liquid does not end', [text('{% if person.firstName %}')], {}, [['liquid-broken', 'blocking', 'one.text']]],
    ['a tag says nothing', [text('{{ persom.firstName }}')], {}, [['tag-unknown', 'blocking', 'one.text']]],
    [
      'a tag of a list says nothing',
      [text('{{ cart.lines[0].colour }}')],
      {},
      [['tag-unknown', 'blocking', 'one.text']],
    ],
    ['its subject is long', [], { subject: 'x'.repeat(61) }, [['subject-long', 'advisory', 'subject']]],
    ['its subject shouts', [], { subject: 'BIG SALE TODAY' }, [['subject-shouts', 'advisory', 'subject']]],
    ['its subject is full of pictures', [], { subject: 'Hi 🎉🎉' }, [['subject-emoji', 'advisory', 'subject']]],
    ['nothing stands beside its subject', [], { preheader: '' }, [['preheader-missing', 'advisory', 'preheader']]],
    ['it sounds like spam', [text('Act now. It is free.')], {}, [['spam-words', 'advisory', 'one.text']]],
    ['words cannot be read', [{ ...text('Hello'), colour: '#eeeeee' }], {}, [['contrast', 'advisory', 'one']]],
    [
      'a picture that leads somewhere says nothing',
      [{ key: 'p', kind: 'image', src: 'https://cdn.example/a.png', alt: '', to: 'shop' }],
      {},
      [['alt-missing', 'blocking', 'p.alt']],
    ],
    [
      'a picture in code says nothing',
      [{ key: 'c', kind: 'code', html: '<img src="a">' }],
      {},
      [['alt-missing', 'advisory', 'c']],
    ],
    [
      'a link does not say where it leads, in words or on a button',
      [
        text('See [**here**](https://shop.example/a), and [the lamps](https://shop.example/b).'),
        { key: 'b', kind: 'button', to: 'shop', label: 'Read more …' },
      ],
      {},
      [
        ['link-words', 'advisory', 'one.text'],
        ['link-words', 'advisory', 'b.label'],
      ],
    ],
    [
      'a link says nothing in a translation',
      [text('See [the lamps](https://shop.example/b).')],
      {
        translations: {
          de: { subject: 'Neues', preheader: PREHEADER, 'one.text': 'Lampen: [hier](https://shop.example/b).' },
        },
      },
      [['link-words', 'advisory', 'one.text']],
    ],
    [
      'its first heading is a part of nothing',
      [
        { key: 'h', kind: 'heading', size: 'small', text: 'Part' },
        { key: 'i', kind: 'heading', text: 'Whole' },
      ],
      {},
      [['heading-order', 'advisory', 'h']],
    ],
    [
      'a table in code only places things; one with headings is data',
      [
        { key: 'c', kind: 'code', html: '<table><tr><td>a</td></tr></table>' },
        { key: 'd', kind: 'code', html: '<table><tr><th>a</th></tr></table>' },
        { key: 'e', kind: 'code', html: '<table role="presentation"><tr><td>a</td></tr></table>' },
      ],
      {},
      [['table-role', 'advisory', 'c']],
    ],
    [
      'its footer is of another kind',
      [{ key: 's', kind: 'service-footer' }],
      {},
      [['footer-of-service', 'blocking', 's']],
    ],
    [
      'a translation lacks something, and what is wrong in it',
      [text('Hello')],
      { translations: { de: { subject: 'Neues', 'one.text': '{{ shop.nam }}' } } },
      [
        ['translation-missing', 'advisory', 'preheader'],
        ['tag-unknown', 'blocking', 'one.text'],
      ],
    ],
  ])('%s', (_what, blocks, changes, findings) => {
    expect(found(blocks, changes)).toEqual(findings);
  });

  test('a word is not to be used, in which sentence, and only as a word', () => {
    const kit = { ...USUAL_KIT, forbidden: ['cheap', 'c++'] };
    const [finding, ...more] = checkDocument(document([text('All is well. It is Cheap! And cheaper.')]), kit);
    expect(more).toEqual([]);
    expect(finding).toMatchObject({ kind: 'word-forbidden', weight: 'blocking', place: 'one.text' });
    expect(finding?.message).toContain('“It is Cheap!”');
  });

  test('its brand kit is faint', () => {
    const kit = { ...USUAL_KIT, colours: { ...USUAL_KIT.colours, quiet: '#cccccc' } };
    expect(found([], {}, kit)).toEqual([
      ['contrast', 'advisory', undefined],
      ['contrast', 'advisory', undefined],
    ]);
  });
});

test.each(Object.values(starterDocuments))(
  'the document $key, which every shop has, is told nothing at all',
  (starter) => {
    expect(checkDocument(starter, USUAL_KIT)).toEqual([]);
  },
);

describe('a mail as it is made', () => {
  const sized = (bytes: number) =>
    checkSize({ subject: '', text: '', html: 'x'.repeat(bytes) }).map(({ kind }) => kind);

  test('is near what Gmail cuts off, or over it', () => {
    expect([sized(90_000), sized(90_001), sized(LARGEST_BYTES)]).toEqual([[], ['size-near'], ['size-over']]);
    expect(checkSize({ subject: '', text: '', html: 'ä'.repeat(51_200) })).toMatchObject([{ kind: 'size-over' }]);
  });

  test.each([
    ['Hello , welcome', 1],
    ['Hello, welcome', 0],
    ['Your  cart', 1],
    ['Bonjour ! Voilà :', 0],
  ])('says of %j whether a word is missing', (words, holes) => {
    expect(checkHoles({ subject: 'News', html: '', text: words })).toHaveLength(holes);
    expect(checkHoles({ subject: words, html: '', text: '' })).toHaveLength(holes);
  });

  test.each(Object.values(starterDocuments))(
    'of $key has no hole for somebody of whom nothing is known',
    async (starter) => {
      const nobody = mailData(0, 0, { person: { firstName: null } });
      const mail = renderLiquid(await compileDocument(starter, USUAL_DRESS), nobody);
      expect(checkHoles(mail)).toEqual([]);
    },
  );
});

describe('what Liquid can say', () => {
  /** `a.b[].c` of everything in some data. */
  const pathsIn = (value: unknown, path = ''): string[] => {
    if (Array.isArray(value)) return value.length ? pathsIn(value[0], `${path}[]`) : [`${path}[]`];
    if (typeof value !== 'object' || value === null) return [path];
    return Object.entries(value).flatMap(([key, each]) => pathsIn(each, path ? `${path}.${key}` : key));
  };

  test('is in the list of it, and nothing else is', () => {
    const data = mailData(1, 2, { about: [mailAbout(1)] });
    const inData = pathsIn({ ...data, hidden: undefined, subject: undefined })
      .filter((path) => !['hidden', 'subject', 'coupon'].includes(path))
      .sort();
    const told = mergeTags.map(({ path }) => path).filter((path) => !path.startsWith('coupon.'));
    expect([...told].sort()).toEqual(inData);
  });

  test.each([
    [['cart', 'lines', 0, 'title'], true],
    [['cart', 'lines', 'size'], true],
    [['products', 'first', 'title'], true],
    [['productRows', ['n'], 0, 'title'], true],
    [['cart', 'lines', 'title'], false],
    [['cart', 'title'], false],
    [['person'], true],
  ])('%j is known: %s', (steps, isKnown) => {
    expect(isKnownPath(steps)).toBe(isKnown);
  });

  test.each([
    ['persom.firstName', 'person.firstName'],
    ['shop.nam', 'shop.name'],
    ['weather', null],
  ])('%s is probably %s', (path, meant) => {
    expect(nearestPath(path)).toBe(meant);
  });
});
