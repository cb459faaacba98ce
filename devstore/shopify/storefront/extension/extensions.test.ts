import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { buildPixel } from '../build-pixel';
import { loadExtensions } from './load-extensions';
import { createBlockRenderer } from './render-blocks';
import { readThemeExtension } from './theme-extension';

const shipped = (name: string) => fileURLToPath(new URL(`../../../../extensions/${name}`, import.meta.url));
let dir = '';

beforeEach(() => {
  dir = mkdtempSync(path.join(tmpdir(), 'kindred-extension-'));
  mkdirSync(path.join(dir, 'blocks'));
  mkdirSync(path.join(dir, 'assets'));
});
afterEach(() => rmSync(dir, { recursive: true }));

const writeBlock = (text: string) => writeFileSync(path.join(dir, 'blocks', 'part.liquid'), text);
const renderPart = async (globals: object) => {
  const extension = readThemeExtension(dir);
  return createBlockRenderer(extension)(extension.blocks[0]!, {}, globals);
};

describe('a theme block', () => {
  test('is rendered without its schema, with its defaults as settings, unescaped as on Shopify', async () => {
    writeBlock(
      '<p>{{ block.settings.words }}{{ shop.name }}</p>{% schema %}{"name":"P","target":"body","settings":[{"type":"text","id":"words","default":"Hi "},{"type":"header"}]}{% endschema %}',
    );
    expect(await renderPart({ shop: { name: '<b>K</b>' } })).toBe(
      '<!-- BEGIN app block: part --><p>Hi <b>K</b></p><!-- END app block -->',
    );
  });

  test('takes the merchant’s settings over its defaults', async () => {
    writeBlock(
      '{{ block.settings.a }}{{ block.settings.b }}{% schema %}{"name":"P","target":"body","settings":[{"type":"text","id":"a","default":"1"},{"type":"text","id":"b","default":"2"}]}{% endschema %}',
    );
    const extension = readThemeExtension(dir);
    expect(await createBlockRenderer(extension)(extension.blocks[0]!, { b: 'x' }, {})).toContain('-->1x<!--');
  });

  test('is named and labelled as its locale says it, options too; what has no words keeps its key', () => {
    mkdirSync(path.join(dir, 'locales'));
    const words = { part: { name: 'A part', size: { label: 'Size', large: 'Large' } } };
    writeFileSync(path.join(dir, 'locales', 'en.default.schema.json'), JSON.stringify(words));
    const options = [
      { value: 'l', label: 't:part.size.large' },
      { value: 's', label: 't:part.size.small' },
    ];
    const settings = [{ type: 'select', id: 'size', label: 't:part.size.label', options }];
    writeBlock(`{% schema %}${JSON.stringify({ name: 't:part.name', target: 'section', settings })}{% endschema %}`);
    const [block] = readThemeExtension(dir).blocks;
    expect(block?.name).toBe('A part');
    expect(block?.settings).toMatchObject([
      { label: 'Size', options: [{ value: 'l', label: 'Large' }, { label: 't:part.size.small' }] },
    ]);
  });

  test('says its words in the page’s language, else in its default one, with what is put into them', async () => {
    mkdirSync(path.join(dir, 'locales'));
    const write = (file: string, words: object) =>
      writeFileSync(path.join(dir, 'locales', file), JSON.stringify(words));
    write('en.default.json', { part: { like: 'Like {{ title }}', new: 'New' } });
    write('de.json', { part: { like: 'Wie {{ title }}' } });
    writeBlock(
      '{{ \'part.like\' | t: title: what }}, {{ \'part.new\' | t }}{% schema %}{"name":"P","target":"body"}{% endschema %}',
    );
    const inLanguage = (iso_code: string) => renderPart({ request: { locale: { iso_code } }, what: 'Mug' });
    expect(await inLanguage('de')).toContain('-->Wie Mug, New<!--');
    expect(await inLanguage('fr')).toContain('-->Like Mug, New<!--');
  });

  test('brings the script and stylesheet that its schema names', async () => {
    writeFileSync(path.join(dir, 'assets', 'a.js'), '1');
    writeFileSync(path.join(dir, 'assets', 'a.css'), '');
    writeBlock('x{% schema %}{"name":"P","target":"body","javascript":"a.js","stylesheet":"a.css"}{% endschema %}');
    const html = await renderPart({});
    expect(html).toMatch(
      /<link rel="stylesheet" href="\/cdn\/extensions\/theme\/assets\/a\.css\?v=\w+">x<script src="\/cdn\/extensions\/theme\/assets\/a\.js\?v=\w+" defer><\/script>/,
    );
  });

  test.each([
    ['no schema', 'x', 'has no {% schema %}'],
    ['a schema that is no JSON', '{% schema %}{{% endschema %}', 'is no JSON'],
    ['an unknown target', '{% schema %}{"name":"P","target":"foot"}{% endschema %}', 'target'],
  ])('with %s is refused, naming the file', (_name, text, problem) => {
    writeBlock(text);
    expect(() => readThemeExtension(dir)).toThrow(problem);
    expect(() => readThemeExtension(dir)).toThrow('part.liquid');
  });

  test.each([
    ["{{ 'absent.js' | asset_url }}", 'assets/absent.js'],
    ["{{ 'x' | frobnicate }}", 'frobnicate'],
    ["{{ 'part.none' | t }}", 'no words for part.none'],
  ])('%s does not render', async (liquid, problem) => {
    writeBlock(`${liquid}{% schema %}{"name":"P","target":"body"}{% endschema %}`);
    await expect(renderPart({})).rejects.toThrow(problem);
  });
});

describe('a pixel', () => {
  const pixelDir = () => path.join(dir, 'pixel');
  beforeEach(() => cpSync(shipped('kindred-pixel'), pixelDir(), { recursive: true }));

  test('comes with what a visitor must allow and the settings it takes', async () => {
    const { pixel } = await loadExtensions({ themeDir: shipped('kindred-theme'), pixelDir: shipped('kindred-pixel') });
    expect(pixel.privacy).toEqual({ analytics: true, marketing: true, preferences: false, sale_of_data: 'disabled' });
    expect(pixel.settingNames).toEqual(['endpoint']);
    expect(pixel.bundle).toContain('WebPixel::Render');
  });

  test('whose toml is wrong is refused, naming file and key', async () => {
    const file = path.join(pixelDir(), 'shopify.extension.toml');
    writeFileSync(file, readFileSync(file, 'utf8').replace('"disabled"', '"never"'));
    const loading = loadExtensions({ themeDir: shipped('kindred-theme'), pixelDir: pixelDir() });
    await expect(loading).rejects.toThrow(/shopify\.extension\.toml is not valid[\s\S]*sale_of_data/);
  });

  test('that does not build says why', async () => {
    writeFileSync(path.join(pixelDir(), 'src', 'index.ts'), "import './absent';");
    await expect(buildPixel(pixelDir())).rejects.toThrow('./absent');
  });

  test('larger than Shopify takes is refused', async () => {
    writeFileSync(path.join(pixelDir(), 'src', 'index.ts'), `console.log("${'x'.repeat(140_000)}");`);
    await expect(buildPixel(pixelDir())).rejects.toThrow(/more than the 131072/);
  });
});
