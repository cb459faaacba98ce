import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { themeCheckRun } from '@shopify/theme-check-node';
import { transformSync } from 'esbuild';
import { parse } from 'smol-toml';
import { afterEach, describe, expect, test } from 'vitest';

const THEME = fileURLToPath(new URL('../kindred-theme', import.meta.url));
const PIXEL = fileURLToPath(new URL('../kindred-pixel', import.meta.url));
const RULES = 'theme-check:theme-app-extension';
const copies: string[] = [];

afterEach(() => copies.splice(0).forEach((dir) => rmSync(dir, { recursive: true })));

const read = (...parts: string[]) => readFileSync(path.join(THEME, ...parts), 'utf8');

const offencesIn = async (root: string) =>
  (await themeCheckRun(root, RULES)).offenses.map((offence) => `${offence.uri}: ${offence.check}: ${offence.message}`);

describe('theme-check', () => {
  test('has nothing to say', async () => {
    expect(await offencesIn(THEME)).toEqual([]);
  });

  test('does look: a spoilt copy is found out', async () => {
    const copy = mkdtempSync(path.join(tmpdir(), 'kindred-theme-'));
    copies.push(copy);
    cpSync(THEME, copy, { recursive: true });
    const block = path.join(copy, 'blocks', 'tracking.liquid');
    writeFileSync(block, read('blocks', 'tracking.liquid').replace('kindred-tracking.js', 'absent.js'));
    expect((await offencesIn(copy)).join('\n')).toContain('MissingAsset');
  });
});

describe('what Shopify’s CLI demands of a theme app extension', () => {
  const allowed: Record<string, RegExp> = {
    assets: /\.(jpg|jpeg|json|js|css|png|svg|wasm)$/,
    blocks: /\.liquid$/,
    snippets: /\.liquid$/,
    locales: /\.json$/,
  };

  test('only its folders and file types', () => {
    for (const entry of readdirSync(THEME, { withFileTypes: true })) {
      if (entry.name === 'shopify.extension.toml') continue;
      expect(Object.keys(allowed), `${entry.name} is no folder of a theme app extension`).toContain(entry.name);
      for (const file of readdirSync(path.join(THEME, entry.name))) expect(file).toMatch(allowed[entry.name]!);
    }
    expect(parse(read('shopify.extension.toml'))).toEqual({ name: 'Kindred', type: 'theme' });
  });

  test.each([
    ['tracking.liquid', 'body', 3],
    ['recommendations.liquid', 'section', 10],
    ['sign-up.liquid', 'section', 2],
    ['pop-up.liquid', 'body', 2],
    ['back-in-stock.liquid', 'section', 2],
  ])('each t: key of the schema of %s has words in each language, and the name is short', (name, target, count) => {
    const block = read('blocks', name);
    const schema = /{% schema %}([\s\S]*?){% endschema %}/.exec(block)?.[1] ?? '';
    const keys = [...schema.matchAll(/"t:([\w.]+)"/g)].map((match) => match[1]!);
    expect(keys).toHaveLength(count);
    for (const file of ['en.default.schema.json', 'de.schema.json']) {
      const words = keys.map((key) => lookUp(JSON.parse(read('locales', file)), key));
      expect(
        words.map((word) => typeof word),
        `${file}: ${keys.join(', ')}`,
      ).toEqual(keys.map(() => 'string'));
      expect(String(words[0]).length).toBeLessThanOrEqual(25);
    }
    expect(JSON.parse(schema)).toMatchObject({ target });
  });

  test('each word for shoppers is there in each language, with the same names in it', () => {
    const block = read('blocks', 'recommendations.liquid');
    const keys = [...block.matchAll(/{{ '([\w.]+)' \| t/g)].map((match) => match[1]!);
    expect(new Set(keys).size).toBeGreaterThan(10);
    for (const key of keys) {
      const [en, de] = ['en.default.json', 'de.json'].map((file) => lookUp(JSON.parse(read('locales', file)), key));
      expect([key, typeof en, typeof de]).toEqual([key, 'string', 'string']);
      expect(String(de).includes('{{ title }}'), key).toBe(String(en).includes('{{ title }}'));
    }
  });
});

test.each([
  ['kindred-tracking.js', 10_000],
  ['kindred-recommendations.js', 8_000],
  ['kindred-forms.js', 10_000],
])('%s is small and plain ES2019', (name, most) => {
  const asset = read('assets', name);
  const bytes = statSync(path.join(THEME, 'assets', name)).size;
  expect(bytes, `${bytes} bytes`).toBeLessThanOrEqual(most);
  expect(transformSync(asset, { target: 'es2019' }).code).toBe(transformSync(asset, { target: 'esnext' }).code);
});

test('the pixel’s toml asks for what its work needs', () => {
  const toml = parse(readFileSync(path.join(PIXEL, 'shopify.extension.toml'), 'utf8'));
  expect(toml).toMatchObject({
    type: 'web_pixel_extension',
    runtime_context: 'strict',
    customer_privacy: { analytics: true, marketing: true, preferences: false, sale_of_data: 'disabled' },
    settings: { type: 'object', fields: { endpoint: { type: 'single_line_text_field' } } },
  });
});

function lookUp(words: unknown, key: string): unknown {
  return key.split('.').reduce<unknown>((value, part) => (value as Record<string, unknown> | undefined)?.[part], words);
}
