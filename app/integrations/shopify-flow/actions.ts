import { z } from 'zod';
import type { Report } from '~/capture/events/reports';
import type { Delivery } from '~/capture/inbox/receive.server';
import { propertyProblem, propertyProblemWords } from '~/customers/profiles/properties';
import { withoutAddresses } from '../segment-spec/without-addresses';
import { jsonOf } from '~/platform/json-of';

/** A thing that a workflow asks us to do, after it was read. */
type ActionTold =
  | { kind: 'send-into-flow'; flowKey: string }
  | { kind: 'set-property'; name: string; value: string | null }
  | { kind: 'record-event'; name: string; properties: Record<string, unknown> };

export interface FlowAction {
  shopDomain: string;
  /** The same however often Flow repeats a run. */
  runId: string;
  customerId: string;
  told: ActionTold;
}

export type ReadAction = { kind: 'read'; action: FlowAction } | { kind: 'refused'; words: string };

const customer = z
  .union([z.number().int().positive(), z.string().regex(/^(gid:\/\/shopify\/Customer\/)?\d{1,20}$/)])
  .transform((id) => `gid://shopify/Customer/${String(id).split('/').at(-1)}`);
const text = (most: number) => z.string().trim().min(1).max(most);

const envelope = z.object({
  shopify_domain: z.string().regex(/^[a-z0-9][a-z0-9-]*\.myshopify\.com$/),
  action_run_id: z.union([z.string().min(1).max(200), z.number()]).transform(String),
  properties: z.record(z.string(), z.unknown()),
});

const PROPERTIES = {
  'send-into-flow': z.object({ customer_id: customer, flow_key: text(60) }),
  'set-property': z.object({ customer_id: customer, property: text(128), value: text(1_000) }),
  'remove-property': z.object({ customer_id: customer, property: text(128) }),
  'record-event': z.object({
    customer_id: customer,
    event_name: text(200),
    details: z.string().max(10_000).optional(),
  }),
} as const;
type ActionName = keyof typeof PROPERTIES;

/** As merchants read a field in Flow. */
const FIELD_WORDS: Record<string, string> = {
  ...{ customer_id: 'the customer', flow_key: 'the flow’s key', property: 'the property', value: 'the value' },
  ...{ event_name: 'the event’s name', details: 'the details' },
};

/** Reads what Flow sent to an action's address. A refusal's words are for the merchant, who finds them in the workflow's log. */
export function readAction(name: string, body: string): ReadAction {
  if (!Object.hasOwn(PROPERTIES, name)) return refused('Kindred has no such action.');
  const sent = envelope.safeParse(jsonOf(body));
  if (!sent.success) return refused('This is not what Shopify Flow sends to an action.');
  const fields = PROPERTIES[name as ActionName].safeParse(sent.data.properties);
  if (!fields.success) {
    const [issue] = fields.error.issues;
    return refused(`Kindred needs ${FIELD_WORDS[String(issue?.path[0])] ?? 'a field'}, or cannot read it.`);
  }
  const told = toldBy(name as ActionName, fields.data);
  if (typeof told === 'string') return refused(told);
  const { shopify_domain: shopDomain, action_run_id: runId } = sent.data;
  return { kind: 'read', action: { shopDomain, runId, customerId: fields.data.customer_id, told } };
}

const refused = (words: string): ReadAction => ({ kind: 'refused', words });

interface Fields {
  flow_key?: string;
  property?: string;
  value?: string;
  event_name?: string;
  details?: string | undefined;
}

/** As text: why it cannot be done. */
function toldBy(
  name: ActionName,
  { flow_key, property = '', value, event_name, details }: Fields,
): ActionTold | string {
  if (name === 'send-into-flow') return { kind: 'send-into-flow', flowKey: flow_key ?? '' };
  if (name === 'record-event') return eventTold(event_name ?? '', details);
  const problem = propertyProblem(property, value ?? null);
  return problem ? propertyProblemWords(problem) : { kind: 'set-property', name: property, value: value ?? null };
}

/** An address has no place in what happened: it is left out, as everywhere. */
function eventTold(name: string, details: string | undefined): ActionTold | string {
  if (!details?.trim()) return { kind: 'record-event', name, properties: {} };
  const given = jsonOf(details);
  if (typeof given !== 'object' || given === null || Array.isArray(given))
    return 'The details are no JSON object, such as {"plan": "gold"}.';
  return { kind: 'record-event', name, properties: withoutAddresses(given as Record<string, unknown>, 'details').kept };
}

/** As it lies in the inbox until it is read. */
export const flowRun = (action: FlowAction, now: Date): Delivery => ({
  source: 'shopify-flow',
  topic: action.told.kind,
  externalId: action.runId,
  triggeredAt: now,
  body: JSON.stringify(action),
});

const kept = z.object({
  customerId: z.string(),
  told: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('send-into-flow'), flowKey: z.string() }),
    z.object({ kind: z.literal('set-property'), name: z.string(), value: z.string().nullable() }),
    z.object({ kind: z.literal('record-event'), name: z.string(), properties: z.record(z.string(), z.unknown()) }),
  ]),
});

/** What an entry of the inbox reports. Throws where `flowRun` did not make it. */
export function readFlowRun(body: string, seenAt: Date): Report {
  const { customerId, told } = kept.parse(JSON.parse(body));
  const person = { customerId, seenAt };
  switch (told.kind) {
    case 'send-into-flow':
      return { kind: 'asked-into-flow', person, flowKey: told.flowKey };
    case 'set-property':
      return { kind: 'told', told: { person: { ...person, properties: { [told.name]: told.value } }, fact: null } };
    case 'record-event':
      return { kind: 'told', told: { person, fact: { kind: 'track', name: told.name, properties: told.properties } } };
  }
}
