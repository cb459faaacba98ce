import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readAppConfig, readToml, sentTopics, TOML_FILE } from '../../../tests/factories/shopify-world';
import { API_VERSION } from './api-version';
import { parsedTopics } from './webhooks/parse-webhook';

const COMPLIANCE = ['customers/data_request', 'customers/redact', 'shop/redact'];

describe('shopify.app.toml', () => {
  const config = readAppConfig();
  const topics = config.subscriptions.map(({ topic }) => topic);

  test('is valid: its topics exist, and its scopes suffice for them', () => {
    expect(topics.length).toBeGreaterThan(10);
  });

  test('names the one version that the app speaks', () => {
    expect(config.apiVersion).toBe(API_VERSION);
  });

  test('subscribes to exactly what is read, and to what the law demands', () => {
    const read = parsedTopics.filter((topic) => !COMPLIANCE.includes(topic));
    expect([...topics].sort()).toEqual([...read, ...COMPLIANCE].sort());
  });

  test('subscribes to nothing that the dev store could not tell, but for what cannot happen there', () => {
    const cannotHappen = ['domains/update']; // its storefront's address is that of its process
    expect(topics.filter((topic) => ![...sentTopics, ...COMPLIANCE, ...cannotHappen].includes(topic))).toEqual([]);
  });

  test('sends every delivery to the one place that takes them', () => {
    expect(new Set(config.subscriptions.map(({ uri }) => uri))).toEqual(new Set(['/ingest/shopify']));
  });

  test('leaves payloads whole: what is parsed must be in them', () => {
    expect(config.subscriptions.filter(({ includeFields, filter }) => includeFields.length || filter)).toEqual([]);
  });

  test('has the storefront’s proxy where the app listens', () => {
    expect(config.appProxy).toMatchObject({ prefix: 'apps', subpath: 'kindred' });
    expect(new URL(config.appProxy?.url ?? '', config.applicationUrl).pathname).toBe('/proxy');
  });
});

describe('above each subscription', () => {
  const blocks = readToml().split(/^\[\[webhooks\.subscriptions\]\]$/m);
  /** The comment that stands before each subscription, and the topics below it. */
  const subscriptions = blocks.slice(1).map((block, index) => ({
    topics: /topics = \[([^\]]*)\]/.exec(block)?.[1] ?? '',
    handler: /# Handled by: (\S+)\s*$/.exec((blocks[index] ?? '').trimEnd())?.[1] ?? '',
  }));

  test('stands who handles it, for every one of them', () => {
    expect(subscriptions).toHaveLength(blocks.length - 1);
    expect(subscriptions.filter(({ handler }) => !handler).map(({ topics }) => topics)).toEqual([]);
  });

  test.each(subscriptions)('$handler is a file that exists', ({ handler }) => {
    const file = join(TOML_FILE, '..', handler);
    expect(existsSync(file), `${handler}, named in shopify.app.toml`).toBe(true);
    expect(readFileSync(file, 'utf8')).toContain('export');
  });
});
