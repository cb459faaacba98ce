import { isEnumType, type GraphQLSchema } from 'graphql';

interface WebhookTopic {
  /** As written in the toml and sent in `X-Shopify-Topic`, such as `orders/create`. */
  name: string;
  /** The value of the enum `WebhookSubscriptionTopic`, such as `ORDERS_CREATE`. */
  enumName: string;
  /** One of these must be granted; empty when none is needed. */
  anyScope: string[];
}

export type WebhookTopics = ReadonlyMap<string, WebhookTopic>;

/** Compliance topics: in the toml under `compliance_topics` alone, and never in the enum. */
export const complianceTopics = ['customers/data_request', 'customers/redact', 'shop/redact'] as const;

/** Reads the topics from the enum `WebhookSubscriptionTopic`: its descriptions state each topic's name and the scopes it needs. */
export function readWebhookTopics(schema: GraphQLSchema): WebhookTopics {
  const type = schema.getType('WebhookSubscriptionTopic');
  if (!isEnumType(type)) throw new Error('The Admin API schema has no enum WebhookSubscriptionTopic.');
  const topics = new Map<string, WebhookTopic>();
  for (const value of type.getValues()) {
    const description = (value.description ?? '').replace(/\s+/g, ' ');
    const name = /webhook topic for `([^`]+)` events/.exec(description)?.[1];
    if (!name) throw new Error(`The description of topic ${value.name} does not state its name.`);
    topics.set(name, { name, enumName: value.name, anyScope: scopesIn(description) });
  }
  return topics;
}

function scopesIn(description: string): string[] {
  const sentence = /Requires (?:the `(\w+)` scope|at least one of the following scopes: ([\w, ]+))/.exec(description);
  return (sentence?.[1] ?? sentence?.[2] ?? '')
    .split(',')
    .map((each) => each.trim())
    .filter(Boolean);
}
