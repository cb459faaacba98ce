import { readdirSync, readFileSync } from 'node:fs';
import { parse as parseQuery, validate } from 'graphql';
import { parse } from 'smol-toml';
import { beforeAll, describe, expect, it } from 'vitest';
import { loadAdminSchema } from '../../devstore/shopify/admin-schema/admin-schema';
import { schemaFile, startTestWorld } from '../../devstore/shopify/testing/test-world';
import { readAppConfig } from '../../tests/factories/shopify-world';
import { NAME_QUERY } from '../kindred-segment-action/src/read-name';
import { buildSegmentAction, inExtension, openSegmentAction, TARGET, type OpenedWith } from './segment-action-page';

interface Toml {
  api_version: string;
  extensions: { name: string; description: string; handle: string; type: string; targeting: Targeting[] }[];
}
interface Targeting {
  module: string;
  target: string;
}

const SUBSCRIBERS = { id: 'gid://shopify/Segment/51100002', name: 'Email subscribers' };
const toml = parse(readFileSync(inExtension('shopify.extension.toml'), 'utf8')) as unknown as Toml;
const [extension] = toml.extensions;
const [targeting] = extension?.targeting ?? [];
const wordsIn = (file: string) =>
  JSON.parse(readFileSync(inExtension('locales', file), 'utf8')) as Record<string, string>;
const words = wordsIn('en.default.json');

let bundle = '';
beforeAll(async () => {
  bundle = await buildSegmentAction(targeting?.module ?? '');
});

const named: OpenedWith['query'] = () => Promise.resolve({ data: { segment: { name: SUBSCRIBERS.name } } });
const open = (more: Partial<OpenedWith> = {}) =>
  openSegmentAction({ bundle, selected: [SUBSCRIBERS], words, query: named, ...more });
type Opened = ReturnType<typeof open>;

const whole = (opened: Opened) =>
  expect.poll(() => opened.body.querySelector('s-admin-action')?.hasAttribute('loading')).toBe(false);
const leadsTo = (opened: Opened) =>
  [...opened.body.querySelectorAll('s-button[slot="primary-action"]')].map((button) => button.getAttribute('href'));

describe('the action under “Use segment”', () => {
  it('shows what the segment is called, what will happen, and leads to the app’s page', async () => {
    const opened = open();
    await whole(opened);
    expect(opened.says('s-heading')).toEqual(['“Email subscribers”']);
    expect(opened.says('s-paragraph')).toEqual([words.what, words.nothing]);
    expect(leadsTo(opened)).toEqual([
      'app:app/segments/from-shopify?segmentId=gid%3A%2F%2Fshopify%2FSegment%2F51100002',
    ]);
    expect(opened.missing).toEqual([]);
  });

  it('asks Shopify for the name, and Shopify tells it', async () => {
    const world = await startTestWorld();
    try {
      const { data } = await world.graphql(NAME_QUERY, { id: SUBSCRIBERS.id });
      const opened = open({ query: async () => ({ data }) });
      await whole(opened);
      expect(opened.says('s-heading')).toEqual(['“Email subscribers”']);
    } finally {
      await world.close();
    }
    expect(validate(loadAdminSchema(schemaFile).schema, parseQuery(NAME_QUERY))).toEqual([]);
  });

  it.each([
    ['an error', () => Promise.reject(new Error('403'))],
    ['nothing', () => Promise.resolve({ errors: [{ message: 'Access denied' }] })],
    ['that there is none', () => Promise.resolve({ data: { segment: null } })],
  ])('can be used where Shopify answers with %s instead of the name', async (_, query) => {
    const opened = open({ query });
    await whole(opened);
    expect(opened.says('s-banner[tone="info"]')).toEqual([words.unnamed]);
    expect(leadsTo(opened)).toHaveLength(1);
  });

  it('is inert until the name is known', () => {
    const opened = open({ query: () => new Promise(() => undefined) });
    expect(opened.body.querySelector('s-admin-action')?.hasAttribute('loading')).toBe(true);
  });

  it.each([[[]], [[{ id: 'gid://shopify/Customer/1' }]], [[{ id: 'gid://shopify/Segment/1&x=javascript:' }]]])(
    'leads nowhere where no segment is open: %j',
    (selected) => {
      const opened = open({ selected });
      expect(opened.says('s-banner[tone="critical"]')).toEqual([words.missing]);
      expect(leadsTo(opened)).toEqual([]);
    },
  );

  it('shows a hostile name as it is', async () => {
    const name = '<img src=x onerror=alert(1)> {{name}}';
    const opened = open({ query: () => Promise.resolve({ data: { segment: { name } } }) });
    await whole(opened);
    expect(opened.says('s-heading')).toEqual([`“${name}”`]);
    expect(opened.body.querySelector('img')).toBeNull();
  });

  it('is closed by its second button', async () => {
    const opened = open();
    await whole(opened);
    expect(opened.isClosed()).toBe(false);
    opened.body.querySelector<HTMLElement>('s-button[slot="secondary-actions"]')?.click();
    expect(opened.isClosed()).toBe(true);
  });
});

describe('what Shopify’s CLI demands of it', () => {
  it('a target of its version, a module that is there, a handle, and the app’s one version', () => {
    expect(toml.extensions).toHaveLength(1);
    expect(extension).toMatchObject({ type: 'ui_extension', handle: expect.stringMatching(/^[a-z0-9-]{5,30}$/) });
    expect(extension?.targeting).toEqual([{ module: './src/index.tsx', target: TARGET }]);
    expect(toml.api_version).toBe(readAppConfig().apiVersion);
  });

  it('the same words in each language, all of them used, and a short name', () => {
    const files = readdirSync(inExtension('locales'));
    expect(files.sort()).toEqual(['de.json', 'en.default.json']);
    const code = readdirSync(inExtension('src')).map((file) => readFileSync(inExtension('src', file), 'utf8'));
    for (const file of files) {
      const own = wordsIn(file);
      expect(Object.keys(own)).toEqual(Object.keys(words));
      expect(own.name?.length).toBeLessThanOrEqual(30);
      for (const [key, text] of Object.entries(own))
        expect([key, text.match(/{{\w+}}/g)]).toEqual([key, words[key]?.match(/{{\w+}}/g) ?? null]);
    }
    const used = [...code.join('\n').matchAll(/say\('(\w+)'/g)].map(([, key]) => key);
    const inToml = [extension?.name, extension?.description].map((text) => text?.replace('t:', ''));
    expect([...new Set([...used, ...inToml])].sort()).toEqual(Object.keys(words).sort());
  });

  it('a script of at most 64 kB', () => {
    expect(Buffer.byteLength(bundle)).toBeLessThan(64 * 1024);
  });
});
