import { describe, expect, it } from 'vitest';
import { starterDocuments } from '~/delivery/documents/starters';
import { makePerson } from '../../../tests/factories/people';
import { pageWorlds } from '../../../tests/factories/page-world';
import { emailPage, saveEmail } from './email-page.server';
import { previewDraft } from './preview-draft.server';

const inWorld = await pageWorlds();
const KEY = 'welcome-first';
const WELCOME = starterDocuments[KEY];
if (!WELCOME) throw new Error('there is no welcome');
const said = (subject: string) => JSON.stringify({ ...WELCOME, subject });

describe('an email', () => {
  it('is as it came until it is saved, and each saving is a version of its own', () =>
    inWorld(async ({ pages, domain, app, shop }) => {
      expect(await emailPage(pages, domain, KEY)).toMatchObject({ version: 0, name: 'Welcome first', language: 'en' });
      expect(await saveEmail(pages, domain, KEY, { document: said('One'), onVersion: '0' }, '7')).toEqual({
        ...{ kind: 'saved', version: 1 },
      });
      expect(await saveEmail(pages, domain, KEY, { document: said('Two'), onVersion: '1' }, '7')).toEqual({
        ...{ kind: 'saved', version: 2 },
      });
      const page = await emailPage(pages, domain, KEY);
      expect([page?.version, page?.document.subject]).toEqual([2, 'Two']);
      const done = await app.db.prisma.activityEntry.findMany({ where: { shopId: shop.id, kind: 'email-saved' } });
      expect(done.map(({ subject, actor }) => [subject, actor])).toEqual([
        [KEY, '7'],
        [KEY, '7'],
      ]);
    }));

  it('is kept once where two save at a time, and the other is told', () =>
    inWorld(async ({ pages, domain }) => {
      const save = (subject: string) => saveEmail(pages, domain, KEY, { document: said(subject), onVersion: '0' });
      const outcomes = await Promise.all([save('Mine'), save('Yours'), save('Theirs')]);
      expect(outcomes.filter(({ kind }) => kind === 'saved')).toHaveLength(1);
      const [refused] = outcomes.filter(({ kind }) => kind === 'refused');
      expect(JSON.stringify(refused)).toContain('Somebody saved this email');
      expect((await emailPage(pages, domain, KEY))?.version).toBe(1);
    }));

  it.each([
    ['no json', []],
    [JSON.stringify({ ...WELCOME, subject: '' }), ['subject']],
    [
      JSON.stringify({ ...WELCOME, sections: [{ key: 'a', blocks: [{ key: 'b', kind: 'magic' }] }] }),
      ['sections', 0, 'blocks', 0, 'kind'],
    ],
  ])('that is not sound is not kept: %s', (document, path) =>
    inWorld(async ({ pages, domain }) => {
      const outcome = await saveEmail(pages, domain, KEY, { document, onVersion: '0' });
      expect(outcome).toMatchObject({ kind: 'refused', problems: [{ path }] });
      expect((await emailPage(pages, domain, KEY))?.version).toBe(0);
    }),
  );

  it('nobody knows is no page, and is not made by saving', () =>
    inWorld(async ({ pages, domain }) => {
      expect(await emailPage(pages, domain, 'no-such-mail')).toBeNull();
      const outcome = await saveEmail(pages, domain, 'no-such-mail', { document: said('One'), onVersion: '0' });
      expect(JSON.stringify(outcome)).toContain('not there any more');
    }));
});

describe('a draft', () => {
  const heading = { key: 'only', kind: 'heading', text: 'Only for some', shownIf: { kind: 'any', rules: [] } };
  const draft = JSON.stringify({
    ...WELCOME,
    subject: 'Hello {{ person.firstName | default: "you" }}',
    sections: [{ key: 'all', blocks: [heading, { key: 'footer', kind: 'footer' }] }],
    translations: { he: { subject: 'שלום' } },
  });

  it('is shown as one person would get it, without being kept; hidden parts are told', () =>
    inWorld(async ({ pages, domain, app, shop }) => {
      const person = await makePerson(app, shop.id, { firstName: 'Ana' });
      const shown = await previewDraft(pages, domain, KEY, { document: draft, as: person.profileId });
      expect(shown).toMatchObject({
        kind: 'shown',
        subject: 'Hello Ana',
        hidden: ['only'],
        profileId: person.profileId,
      });
      expect(shown.kind === 'shown' && shown.html).not.toContain('Only for some');
      expect((await emailPage(pages, domain, KEY))?.version).toBe(0);
    }));

  it('is shown to somebody without a name, and in each of its languages', () =>
    inWorld(async ({ pages, domain }) => {
      expect(await previewDraft(pages, domain, KEY, { document: draft, as: 'nameless' })).toMatchObject({
        ...{ subject: 'Hello you', who: 'somebody without a name' },
      });
      const hebrew = await previewDraft(pages, domain, KEY, { document: draft, as: 'nobody', language: 'he' });
      expect(hebrew).toMatchObject({ subject: 'שלום', profileId: null, who: 'nobody in particular' });
      expect(hebrew.kind === 'shown' && hebrew.html).toContain('dir="rtl"');
    }));

  it('says what stands beside its subject in the inbox as its reader has it', () =>
    inWorld(async ({ pages, domain, app, shop }) => {
      const person = await makePerson(app, shop.id, { firstName: 'Ana' });
      const worded = {
        ...(JSON.parse(draft) as object),
        preheader: '{{ person.firstName | default: "You" }} & {{ shop.name }}',
      };
      const document = JSON.stringify(worded);
      const shown = await previewDraft(pages, domain, KEY, { document, as: person.profileId });
      expect(shown).toMatchObject({ preheader: 'Ana & Oak & Elm' });
    }));

  it('is told of links by what they become for its reader; nobody else’s server is asked with their data', () =>
    inWorld(async ({ pages, domain, app, shop }) => {
      await app.db.prisma.syncWatermark.create({
        data: { shopId: shop.id, kind: 'products', sureUntil: app.clock.now() },
      });
      const person = await makePerson(app, shop.id, { firstName: 'Ana' });
      const asked: string[] = [];
      const linkedPages = {
        look: (urls: readonly string[]) => {
          asked.push(...urls);
          return Promise.resolve(new Map(urls.map((url) => [url, { kind: 'gone' } as const])));
        },
      };
      const words = [
        '[a]({{ shop.url }}products/nowhere)',
        '[b]({{ customer.lastProduct.url }})',
        '[c](https://other.example/?who={{ person.firstName }})',
        '[d](https://other.example/page)',
        '[e]({{ unsubscribeUrl }})',
      ];
      const blocks = [
        { key: 'links', kind: 'text', text: words.join(' and ') },
        { key: 'footer', kind: 'footer' },
      ];
      const document = JSON.stringify({ ...WELCOME, sections: [{ key: 'all', blocks }] });
      const shown = await previewDraft({ ...pages, linkedPages }, domain, KEY, { document, as: person.profileId });
      const links = shown.kind === 'shown' ? shown.findings.filter(({ kind }) => kind.startsWith('link-')) : [];
      expect(links.map(({ kind, weight, place }) => [kind, weight, place])).toEqual([
        ['link-empty', 'advisory', 'links.text'],
        ['link-dead', 'advisory', 'links.text'],
      ]);
      expect(links[1]?.message).toContain('https://other.example/page answers that there is no such page');
      expect(asked).toEqual(['https://other.example/page']);
    }));

  it('that is not sound says why', () =>
    inWorld(async ({ pages, domain }) => {
      const unsound = await previewDraft(pages, domain, KEY, { document: JSON.stringify({ ...WELCOME, subject: '' }) });
      expect(unsound).toMatchObject({ kind: 'unsound', problems: [{ path: ['subject'] }] });
    }));
});
