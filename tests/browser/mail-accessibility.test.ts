import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inLanguage } from '~/delivery/documents/in-language';
import { starterDocuments } from '~/delivery/documents/starters';
import { USUAL_DRESS } from '~/delivery/documents/to-mjml';
import { compileDocument } from '~/delivery/rendering/compile-document.server';
import { renderLiquid } from '~/delivery/rendering/render-liquid';
import { mailAbout, mailData } from '../factories/mail-data';
import { domOf } from '../factories/mail-html';
import { seriousFindings } from './check-accessibility';
import { openBrowser, type OpenBrowser } from './open-browser';

let browser: OpenBrowser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

const DATA = mailData(2, 3, { about: [mailAbout(1), mailAbout(2)] });
const PIXEL = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64');
const made = async (key: string, language: string): Promise<string> => {
  const starter = starterDocuments[key];
  if (!starter) throw new Error(`there is no ${key}`);
  const dress = { ...USUAL_DRESS, language };
  return renderLiquid(await compileDocument(inLanguage(starter, language), dress), DATA).html;
};

/** Every mail a shop begins with in English, and each that is said in Hebrew. */
const MAILS = Object.values(starterDocuments).flatMap(({ key, translations }) =>
  ['en', ...(translations && 'he' in translations ? ['he'] : [])].map((language) => [key, language] as const),
);

describe('the mail that every shop begins with', () => {
  it('is there in Hebrew as well, so that what is read from right to left is looked at', () => {
    expect(MAILS.filter(([, language]) => language === 'he').length).toBeGreaterThan(0);
    expect(MAILS.filter(([, language]) => language === 'en')).toHaveLength(20);
  });

  it.each(MAILS)('%s can be read by everybody, in %s, in light and in dark', async (key, language) => {
    const html = await made(key, language);
    for (const colorScheme of ['light', 'dark'] as const) {
      const { page, problems } = await browser.newPage({ viewport: { width: 640, height: 900 }, colorScheme });
      await page.route('**/*', (route) => route.fulfill({ contentType: 'image/gif', body: PIXEL }));
      await page.setContent(html);
      expect(await seriousFindings(page), colorScheme).toEqual([]);
      expect(problems).toEqual([]);
      await browser.closePages();
    }
  });

  it.each(MAILS)('%s says its language and direction where mail programs keep it, in %s', async (key, language) => {
    const document = domOf(await made(key, language));
    const body = document.querySelector('body > div[lang]');
    const said = [document.documentElement, body].map((each) => [
      each?.getAttribute('lang'),
      each?.getAttribute('dir'),
    ]);
    const direction = language === 'he' ? 'rtl' : 'ltr';
    expect(said).toEqual([
      [language, direction],
      [language, direction],
    ]);
  });

  it.each(MAILS)(
    '%s has tables that only place things, and one heading above the others, in %s',
    async (key, language) => {
      const html = await made(key, language);
      const tables = html.match(/<table\b[^>]*>/gi) ?? [];
      expect(tables.filter((tag) => !/\srole="presentation"/.test(tag))).toEqual([]);
      const ranks = [...domOf(html).querySelectorAll('h1, h2, h3, h4, h5, h6')].map(({ tagName }) => tagName);
      expect(ranks[0] ?? 'H1').toBe('H1');
      expect(ranks.filter((rank) => rank !== 'H1' && rank !== 'H2')).toEqual([]);
    },
  );
});
