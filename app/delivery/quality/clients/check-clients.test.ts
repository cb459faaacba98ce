import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { generateMailClients } from '../../../../setup/mail-clients';
import { mailAbout, mailData } from '../../../../tests/factories/mail-data';
import { documentSchema, type EmailDocument } from '../../documents/document';
import { starterDocuments } from '../../documents/starters';
import { inLanguage } from '../../documents/in-language';
import { USUAL_DRESS } from '../../documents/to-mjml';
import { compileDocument } from '../../rendering/compile-document.server';
import { renderLiquid } from '../../rendering/render-liquid';
import { ACCEPTED } from './accepted';
import { checkClients } from './check-clients';
import { featuresIn } from './features-in';
import { UNKNOWN_TO } from './unknown-to.gen';

const DATA = mailData(2, 3, { about: [mailAbout(1)] });
const made = async (document: EmailDocument, language = 'en') =>
  renderLiquid(await compileDocument(inLanguage(document, language), { ...USUAL_DRESS, language }), DATA);

async function told(html: string): Promise<[string | undefined, string][]> {
  const document = documentSchema.parse({
    ...{ key: 'news', language: 'en', subject: 'News', preheader: '' },
    sections: [
      {
        key: 'all',
        blocks: [
          { key: 'own', kind: 'code', html },
          { key: 'end', kind: 'footer' },
        ],
      },
    ],
  });
  return checkClients(document, await made(document)).map(({ place, message }) => [place, message]);
}

describe('what mail programs do not know', () => {
  it('is what the package says', () => {
    const file = readFileSync(new URL('./unknown-to.gen.ts', import.meta.url), 'utf8');
    expect(file).toBe(generateMailClients());
  });

  it.each([
    ['<div style="display:grid">a</div>', 'Outlook (Windows) does not know “display:grid”'],
    ['<video src="https://a.example/a.mp4"></video>', '“<video>”'],
    ['<div style="position:absolute;top:0">a</div>', '“position”'],
    ['<svg viewBox="0 0 1 1"></svg>', 'Gmail, Outlook'],
    ['<img alt="" src="https://a.example/a.webp?v=1">', 'Outlook (Windows) does not know “webP image format”'],
    ['<img alt="" src="data:image/png;base64,AAAA">', 'Gmail does not know “Base 64 image format”'],
    ['<p style="width:calc(100% - 2px)">a</p>', 'calc()'],
    ['<p style="color:var(--ink)">a</p>', 'CSS Variables'],
    ['<style>.a::before{content:"x"}</style>', '“::before'],
  ])('is told of %s', async (html, words) => {
    const findings = await told(html);
    expect(findings.map(([, message]) => message).join('\n')).toContain(words);
    expect(findings.every(([place]) => place === 'own')).toBe(true);
  });

  it.each([
    ['<p style="border-radius:4px;transition:all 1s">a</p>'],
    ['<b>grid</b> <a href="https://a.example/display:grid">a</a>'],
    ['<!--[if mso]><div style="display:grid"></div><![endif]-->'],
  ])('is not told of %s', async (html) => {
    expect(await told(html)).toEqual([]);
  });

  it.each(Object.values(starterDocuments))('is not what $key is made of', async (starter) => {
    for (const language of ['en', 'he'])
      expect(checkClients(starter, await made(starter, language)), language).toEqual([]);
  });

  it('and is accepted is known there by that name, and lacked by somebody', () => {
    expect(Object.keys(ACCEPTED).filter((slug) => !(slug in UNKNOWN_TO))).toEqual([]);
  });

  it('is seen in markup as it is written: attributes, sheets, and nothing in words', () => {
    const markup = `<style>@media (prefers-color-scheme: dark) { a:hover { color: red !important } }</style><p lang="en" style='Display: FLEX; gap:1rem'>display:none</p>`;
    expect([...featuresIn(markup)].sort()).toEqual([
      ...[
        'css-at-media',
        'css-at-media-prefers-color-scheme',
        'css-color',
        'css-display',
        'css-display-flex',
        'css-gap',
      ],
      ...['css-important', 'css-pseudo-class-hover', 'css-unit-rem', 'html-lang', 'html-style'],
    ]);
  });
});
