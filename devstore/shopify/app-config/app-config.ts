import { readFileSync } from 'node:fs';
import { parse } from 'smol-toml';
import { z } from 'zod';
import { satisfies } from '../admin-schema/access-rules';
import { complianceTopics, type WebhookTopics } from '../admin-schema/webhook-topics';
import { configFile, type ConfigFile } from './config-file';

export interface WebhookSubscription {
  /** Such as `orders/create`, `customer.tags_added` or `shop/redact`. */
  topic: string;
  uri: string;
  includeFields: string[];
  filter: string | null;
  name: string | null;
}

/** The app as Shopify knows it from its toml. */
export interface AppConfig {
  clientId: string;
  name: string;
  handle: string;
  applicationUrl: string;
  apiVersion: string;
  /** Required scopes; what the app may ask for later stands in `optionalScopes`. */
  scopes: string[];
  optionalScopes: string[];
  subscriptions: WebhookSubscription[];
  appProxy: { url: string; prefix: string; subpath: string } | null;
}

/**
 * Reads and checks a `shopify.app.toml` as Shopify's CLI and its server would on deploy.
 * Throws one error that lists every fault with its key and the remedy.
 */
export function loadAppConfig(file: string, topics: WebhookTopics): AppConfig {
  return parseAppConfig(readFileSync(file, 'utf8'), topics, file);
}

export function parseAppConfig(text: string, topics: WebhookTopics, file = 'shopify.app.toml'): AppConfig {
  const parsed = configFile.safeParse(parse(text));
  if (!parsed.success) throw new Error(`${file} is not valid:\n${z.prettifyError(parsed.error)}`);
  const config = toAppConfig(parsed.data);
  const faults = findFaults(config, topics);
  if (faults.length > 0) throw new Error(`${file} is not valid:\n${faults.map((fault) => `✖ ${fault}`).join('\n')}`);
  return config;
}

function toAppConfig(file: ConfigFile): AppConfig {
  const listed = file.access_scopes?.scopes?.split(',').map((each) => each.trim());
  return {
    clientId: file.client_id,
    name: file.name,
    handle: file.handle ?? slug(file.name),
    applicationUrl: file.application_url,
    apiVersion: file.webhooks.api_version,
    scopes: listed ?? file.access_scopes?.required_scopes ?? [],
    optionalScopes: file.access_scopes?.optional_scopes ?? [],
    subscriptions: (file.webhooks.subscriptions ?? []).flatMap(subscriptionsOf),
    appProxy: file.app_proxy ?? null,
  };
}

type SubscriptionEntry = NonNullable<ConfigFile['webhooks']['subscriptions']>[number];

function subscriptionsOf(entry: SubscriptionEntry): WebhookSubscription[] {
  const shared = {
    uri: entry.uri,
    includeFields: entry.include_fields ?? [],
    filter: entry.filter || null,
    name: entry.name ?? null,
  };
  return [...(entry.topics ?? []), ...(entry.compliance_topics ?? [])].map((topic) => ({ topic, ...shared }));
}

function findFaults(config: AppConfig, topics: WebhookTopics): string[] {
  const faults: string[] = [];
  const seen = new Set<string>();
  const isCompliance = (topic: string) => (complianceTopics as readonly string[]).includes(topic);
  for (const { topic, uri, filter } of config.subscriptions) {
    const key = isCompliance(topic) ? topic : `${topic} ${uri} ${filter ?? ''}`;
    if (seen.has(key))
      faults.push(`webhooks.subscriptions: ${topic} is subscribed twice with the same uri and filter; keep one.`);
    seen.add(key);
    if (!isCompliance(topic)) faults.push(...topicFaults(topic, config.scopes, topics));
  }
  return faults;
}

function topicFaults(topic: string, scopes: string[], topics: WebhookTopics): string[] {
  const known = topics.get(topic);
  if (!known) return [`webhooks.subscriptions: there is no topic "${topic}"; see the enum WebhookSubscriptionTopic.`];
  if (known.anyScope.length === 0) return [];
  if (satisfies({ anyOf: known.anyScope, allOf: [], text: '' }, new Set(scopes))) return [];
  return [
    `webhooks.subscriptions: ${topic} needs the scope ${known.anyScope.join(' or ')}; add it to access_scopes.scopes.`,
  ];
}

function slug(name: string): string {
  return name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
}
