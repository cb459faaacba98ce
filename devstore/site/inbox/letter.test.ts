import { JSDOM } from 'jsdom';
import { describe, expect, test } from 'vitest';
import { letterPolicy, letterSandbox, prepareLetter } from './letter';

const prepare = (written: string, isDark = false) =>
  prepareLetter(written, {
    messageId: 'm-1',
    isDark,
    linkAddress: (index) => `/inbox/mails/m-1/links/${index}?a=1&b=2`,
  });
const read = (written: string) => new JSDOM(prepare(written)).window.document;

describe('a mail’s HTML in the inbox', () => {
  test('leads web links through the inbox by their position, others nowhere, and all into a new tab', () => {
    const document = read(`<!doctype html><html><head><base target="_self"><title>Hi</title></head><body>
      <a href="https://shop.example/tea" target="_top">Tea</a> <a href="mailto:a@b.example">Write</a>
      <a href="javascript:alert(1)">Script</a> <a href="http://shop.example/x">X</a></body></html>`);
    expect([...document.links].map((link) => link.getAttribute('href'))).toEqual([
      '/inbox/mails/m-1/links/0?a=1&b=2',
      '#',
      '#',
      '/inbox/mails/m-1/links/3?a=1&b=2',
    ]);
    expect(document.querySelector('base')?.target).toBe('_blank');
    expect(document.compatMode).toBe('CSS1Compat');
  });

  test.each([
    ['<p>No head, no doctype</p>', '<base target="_blank"><p>No head, no doctype</p>'],
    ['<!DOCTYPE html><p>x</p>', '<!DOCTYPE html><base target="_blank"><p>x</p>'],
    ['<html lang="en"><body>x</body></html>', '<html lang="en"><base target="_blank"><body>x</body></html>'],
    ['<head data-x=">">', '<head data-x="><base target="_blank">">'],
  ])('%s gets its base as early as can be', (written, shown) => {
    expect(prepare(written)).toBe(shown);
  });

  test('is shown without its open pixel, and with all its other pictures', () => {
    const document = read(`<body><img src="http://localhost:1/images/a.png" alt="A">
      <img src="http://127.0.0.1:4401/open/m-1/0" width="1" height="1" border="0" alt="" />
      <img src="http://127.0.0.1:4401/open/m-2/0" alt="another mail's"></body>`);
    expect([...document.images].map(({ alt }) => alt)).toEqual(['A', "another mail's"]);
  });

  test('answers the query for dark mode by the view, whatever this machine prefers', () => {
    const styled = `<style>@media (prefers-color-scheme: dark) { p { color: white } }
      @media screen and (PREFERS-COLOR-SCHEME:light) { p { color: black } } :root { color-scheme: light dark; }</style>
      <meta name="color-scheme" content="light dark"><meta name="supported-color-schemes" content="light dark">`;
    const [light, dark] = [prepare(styled), prepare(styled, true)];
    expect(light).toContain('@media (max-width: 0px) { p { color: white } }');
    expect(light).toContain('@media screen and (min-width: 0px) { p { color: black } }');
    expect(dark).toContain('@media (min-width: 0px) { p { color: white } }');
    expect(dark).toContain('@media screen and (max-width: 0px) { p { color: black } }');
    expect(light).toContain('color-scheme: light;');
    expect(dark).toContain('color-scheme: dark;');
    expect(dark.match(/content="dark"/g)).toHaveLength(2);
    expect(light.match(/content="light"/g)).toHaveLength(2);
  });
});

describe('what a mail may do', () => {
  test('is to show itself: no script, no form, no frame, no picture from elsewhere on this machine', () => {
    const rules = Object.fromEntries(
      letterPolicy('http://localhost:4200')
        .split('; ')
        .map((rule) => [rule.split(' ')[0], rule.split(' ').slice(1)]),
    );
    expect(rules).toEqual({
      'default-src': ["'none'"],
      'style-src': ["'unsafe-inline'"],
      'img-src': ['http://localhost:4200', 'https:', 'data:'],
      'form-action': ["'none'"],
      'base-uri': ["'none'"],
      'frame-ancestors': ["'self'"],
      sandbox: ['allow-popups', 'allow-popups-to-escape-sandbox'],
    });
    expect(letterSandbox).not.toMatch(/allow-(scripts|same-origin|forms|top-navigation)/);
  });
});
