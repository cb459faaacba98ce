import { z } from 'zod';
import { complianceTopics } from '../admin-schema/webhook-topics';

/** The shape of `shopify.app.toml`, as strict as Shopify's CLI: an unknown key is an error. */
const httpsOrLoopback = z.url().refine(isHttpsOrLoopback, 'must be an https URL (http is allowed on localhost alone)');

const webhookUri = z
  .string()
  .refine(
    isWebhookUri,
    'must be a path such as "/webhooks", an https URL, pubsub://PROJECT:TOPIC or an EventBridge ARN',
  )
  .refine((uri) => uri === '/' || !uri.endsWith('/'), 'must not end with a slash');

const subscription = z
  .strictObject({
    topics: z.array(z.string()).min(1).optional(),
    compliance_topics: z.array(z.enum(complianceTopics)).min(1).optional(),
    uri: webhookUri,
    include_fields: z.array(z.string()).optional(),
    filter: z.string().optional(),
    payload_query: z.string().optional(),
    name: z.string().max(50).optional(),
    actions: z.array(z.string()).optional(),
  })
  .refine((each) => each.topics || each.compliance_topics, 'needs topics or compliance_topics')
  .refine((each) => !each.topics?.some(isComplianceTopic), 'compliance topics belong under compliance_topics');

const scopeList = z.string().regex(/^[a-z0-9_]+(\s*,\s*[a-z0-9_]+)*$/, 'must be scopes separated by commas');

export const configFile = z.strictObject({
  client_id: z.string().min(1),
  name: z.string().min(1).max(30),
  handle: z
    .string()
    .max(256)
    .regex(/^[a-z0-9][a-z0-9-]*$/)
    .optional(),
  application_url: httpsOrLoopback,
  embedded: z.boolean(),
  extension_directories: z.array(z.string()).optional(),
  web_directories: z.array(z.string()).optional(),
  organization_id: z.string().optional(),
  build: z
    .strictObject({
      automatically_update_urls_on_dev: z.boolean().optional(),
      dev_store_url: z.string().optional(),
      include_config_on_deploy: z.boolean().optional(),
    })
    .optional(),
  access_scopes: z
    .strictObject({
      scopes: scopeList.optional(),
      required_scopes: z.array(z.string()).optional(),
      optional_scopes: z.array(z.string()).optional(),
      use_legacy_install_flow: z.boolean().optional(),
    })
    .refine((each) => !(each.scopes && each.required_scopes), 'scopes and required_scopes exclude each other')
    .optional(),
  access: z
    .strictObject({
      admin: z
        .strictObject({
          direct_api_mode: z.enum(['offline', 'online']).optional(),
          embedded_app_direct_api_access: z.boolean().optional(),
        })
        .optional(),
    })
    .optional(),
  auth: z.strictObject({ redirect_urls: z.array(httpsOrLoopback).min(1) }).optional(),
  app_proxy: z
    .strictObject({
      url: z.string().min(1),
      prefix: z.enum(['a', 'apps', 'community', 'tools']),
      subpath: z.string().regex(/^[A-Za-z0-9_-]{1,30}$/),
    })
    .optional(),
  webhooks: z.strictObject({
    api_version: z.string().regex(/^(\d{4}-(01|04|07|10)|unstable)$/),
    privacy_compliance: z.record(z.string(), z.string()).optional(),
    subscriptions: z.array(subscription).optional(),
  }),
  pos: z.strictObject({ embedded: z.boolean() }).optional(),
  app_preferences: z.strictObject({ url: httpsOrLoopback }).optional(),
});

export type ConfigFile = z.infer<typeof configFile>;

function isHttpsOrLoopback(text: string): boolean {
  const url = URL.parse(text);
  if (!url) return false;
  return url.protocol === 'https:' || ['localhost', '127.0.0.1'].includes(url.hostname);
}

function isWebhookUri(uri: string): boolean {
  if (uri.startsWith('/')) return true;
  if (/^pubsub:\/\/[^:]+:.+$/.test(uri)) return true;
  if (/^arn:aws:events:[^:]+::event-source\/aws\.partner\/shopify\.com(\.test)?\/\d+\/.+$/.test(uri)) return true;
  return isHttpsOrLoopback(uri);
}

function isComplianceTopic(topic: string): boolean {
  return (complianceTopics as readonly string[]).includes(topic);
}
