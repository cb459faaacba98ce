import { describe, expect, it } from 'vitest';
import { loadAdminSchema } from '../admin-schema/admin-schema';
import { appToml, topics as testTopics } from '../testing/app-toml';
import { schemaFile } from '../testing/test-world';
import { parseAppConfig } from './app-config';

const { topics } = loadAdminSchema(schemaFile);
const parse = (change: (toml: string) => string) => parseAppConfig(appToml(change), topics);

describe('a shopify.app.toml in order', () => {
  it('is read into the app’s configuration', () => {
    const config = parse((toml) => toml);
    expect(config).toMatchObject({
      name: 'Kindred test',
      handle: 'kindred-test',
      apiVersion: '2026-10',
      appProxy: { url: 'https://app.example.com/proxy', prefix: 'apps', subpath: 'kindred' },
    });
    expect(config.scopes).toContain('write_customers');
    expect(config.subscriptions).toHaveLength(testTopics.length + 3);
    expect(config.subscriptions.at(-1)).toEqual({
      topic: 'shop/redact',
      uri: '/webhooks/compliance',
      includeFields: [],
      filter: null,
      name: null,
    });
  });

  it('keeps a subscription’s fields, filter and name', () => {
    const extra = `
[[webhooks.subscriptions]]
topics = ["products/update"]
uri = "/webhooks/prices"
include_fields = ["id", "updated_at", "variants.price"]
filter = "variants.price:>=10.00"
name = "prices"
`;
    expect(parse((toml) => toml + extra).subscriptions.at(-1)).toMatchObject({
      includeFields: ['id', 'updated_at', 'variants.price'],
      filter: 'variants.price:>=10.00',
      name: 'prices',
    });
  });

  it('may list required and optional scopes apart', () => {
    const config = parse((toml) =>
      toml.replace(/^scopes = "(.*)"$/m, (_all, list: string) => {
        const quoted = list
          .split(',')
          .map((scope) => `"${scope}"`)
          .join(', ');
        return `required_scopes = [${quoted}]\noptional_scopes = ["read_themes"]`;
      }),
    );
    expect(config.scopes).toContain('read_orders');
    expect(config.optionalScopes).toEqual(['read_themes']);
  });
});

describe('a shopify.app.toml with a fault is refused with the key and the remedy', () => {
  it.each([
    ['an unknown key', (toml: string) => toml.replace('embedded = true', 'embedded = true\nembeded = true'), 'embeded'],
    ['a name of 31 letters', (toml: string) => toml.replace('"Kindred test"', `"${'n'.repeat(31)}"`), 'name'],
    [
      'plain http',
      (toml: string) => toml.replace('"https://app.example.com"', '"http://app.example.com"'),
      'application_url',
    ],
    ['no client id', (toml: string) => toml.replace(/^client_id.*$/m, ''), 'client_id'],
    [
      'an unknown topic',
      (toml: string) => toml.replace('"carts/create"', '"carts/abandoned"'),
      'no topic "carts/abandoned"',
    ],
    [
      'a compliance topic among the topics',
      (toml: string) => toml.replace('"carts/create"', '"shop/redact"'),
      'compliance topics belong under compliance_topics',
    ],
    [
      'a topic twice',
      (toml: string) => toml.replace('"carts/create"', '"carts/update"'),
      'carts/update is subscribed twice',
    ],
    [
      'a compliance topic twice under other addresses',
      (toml: string) =>
        `${toml}\n[[webhooks.subscriptions]]\ncompliance_topics = ["shop/redact"]\nuri = "/elsewhere"\n`,
      'shop/redact is subscribed twice',
    ],
    [
      'a scope too few',
      (toml: string) => toml.replace('read_customer_merge,', ''),
      'customers/merge needs the scope read_customer_merge',
    ],
    ['a bad address', (toml: string) => toml.replace('uri = "/webhooks"', 'uri = "webhooks"'), 'must be a path'],
    ['a bad proxy prefix', (toml: string) => toml.replace('prefix = "apps"', 'prefix = "app"'), 'prefix'],
    ['a version that is none', (toml: string) => toml.replace('"2026-10"', '"2026-11"'), 'api_version'],
    [
      'no topics at all',
      (toml: string) => `${toml}\n[[webhooks.subscriptions]]\nuri = "/x"\n`,
      'needs topics or compliance_topics',
    ],
  ])('%s', (_what, change, message) => {
    expect(() => parse(change)).toThrow(message);
  });

  it('names all faults at once', () => {
    const broken = (toml: string) => toml.replace('"carts/create"', '"a/b"').replace('"carts/update"', '"c/d"');
    expect(() => parse(broken)).toThrow(/no topic "a\/b"[\s\S]*no topic "c\/d"/);
  });
});
