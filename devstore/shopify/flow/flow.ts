import { createHmac } from 'node:crypto';
import type { LiveState } from '../live-store/state';
import { gidTail } from '../gid';
import type { FlowExtensions, FlowField } from './flow-extensions';

/** A trigger that the app told, as it came. */
export interface ReceivedTrigger {
  handle: string;
  payload: Record<string, unknown>;
  at: string;
  /** Whether a workflow of the store's began with it. */
  isUsed: boolean;
}

/** One try of one run of an action. */
export interface ActionTry {
  handle: string;
  runId: string;
  status: number;
  /** What the merchant reads in the workflow's log. */
  message: string | null;
  /** Flow tries again what was neither taken nor refused. */
  isTriedAgain: boolean;
}

/** Shopify's side of Flow. */
export interface Flow {
  readonly extensions: FlowExtensions;
  /** Turns a workflow with one of the app's triggers on or off. False: the app did not answer well, and it stays as it was. */
  turn(handle: string, isOn: boolean): Promise<boolean>;
  /** Runs one of the app's actions for a customer; the same `runId` is the same run once more. */
  run(
    handle: string,
    properties: Record<string, unknown>,
    how?: { runId?: string; secret?: string },
  ): Promise<ActionTry>;
  /** What is wrong with a trigger that the app tells; null: nothing, and it is noted. */
  receive(handle: string, payload: unknown): string | null;
  received(): readonly ReceivedTrigger[];
  tries(): readonly ActionTry[];
}

interface FlowDeps {
  extensions: FlowExtensions;
  state: LiveState;
  appUrl: string;
  apiSecret: string;
  /** How lifecycle callbacks call a trigger; the real one's way is not known. */
  called: (trigger: { handle: string; name: string }) => string;
  random: () => string;
}

const MOST_BYTES = 50_000;
const LIFECYCLE_TIMEOUT_MS = 5_000;
const ACTION_TIMEOUT_MS = 10_000;

export function createFlow({ extensions, state, appUrl, apiSecret, called, random }: FlowDeps): Flow {
  const used = new Set<string>();
  const received: ReceivedTrigger[] = [];
  const tries: ActionTry[] = [];
  const { shop } = state.data;
  const shopFields = { shop_id: Number(gidTail(shop.id)), shopify_domain: shop.domain };

  async function post(url: string, body: object, timeoutMs: number, secret = apiSecret): Promise<Response> {
    const text = JSON.stringify(body);
    const signature = createHmac('sha256', secret).update(text, 'utf8').digest('base64');
    return fetch(new URL(url, appUrl), {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'X-Shopify-Hmac-Sha256': signature },
      body: text,
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutMs),
    });
  }

  return {
    extensions,
    received: () => received,
    tries: () => tries,
    async turn(handle, isOn) {
      const trigger = mustBe(extensions.triggers, handle);
      if (extensions.lifecycleUrl) {
        const told = { ...shopFields, flow_trigger_definition_id: called(trigger), has_enabled_flow: isOn };
        const body = { ...told, timestamp: state.clock.now().toISOString() };
        const answer = await post(extensions.lifecycleUrl, body, LIFECYCLE_TIMEOUT_MS).catch(() => null);
        if (!answer?.ok) return false;
      }
      if (isOn) used.add(handle);
      else used.delete(handle);
      return true;
    },
    async run(handle, properties, { runId = random(), secret } = {}) {
      const action = mustBe(extensions.actions, handle);
      const ids = { action_run_id: runId, action_definition_id: handle, handle, step_reference: `step::${handle}` };
      const answer = await post(action.runtimeUrl, { ...shopFields, ...ids, properties }, ACTION_TIMEOUT_MS, secret);
      const tried = { handle, runId, status: answer.status, ...(await heardIn(answer)) };
      tries.push(tried);
      return tried;
    },
    receive(handle, payload) {
      const trigger = extensions.triggers.find((each) => each.handle === handle);
      if (!trigger) return `Invalid handle '${handle}'`;
      const wrong = payloadFault(payload, trigger.fields, state);
      if (wrong) return wrong;
      const at = state.clock.now().toISOString();
      received.push({ handle, payload: payload as Record<string, unknown>, at, isUsed: used.has(handle) });
      return null;
    },
  };
}

function mustBe<T extends { handle: string }>(all: readonly T[], handle: string): T {
  const found = all.find((each) => each.handle === handle);
  if (!found) throw new Error(`the app has no “${handle}” for Shopify Flow`);
  return found;
}

/** Only 200 is success; what is refused by a 4xx is over, but for 429. */
async function heardIn(answer: Response): Promise<Pick<ActionTry, 'message' | 'isTriedAgain'>> {
  const said = (await answer.json().catch(() => null)) as { message?: string } | null;
  const isRefused = answer.status >= 400 && answer.status < 500 && answer.status !== 429;
  return { message: said?.message ?? null, isTriedAgain: answer.status !== 200 && !isRefused };
}

/** Exactly the fields that the extension names: Flow refuses others, and what they refer to must be there. */
function payloadFault(payload: unknown, fields: readonly FlowField[], state: LiveState): string | null {
  if (typeof payload !== 'object' || payload === null || Array.isArray(payload)) return 'Payload must be an object';
  if (Buffer.byteLength(JSON.stringify(payload)) > MOST_BYTES) return `Payload must be under ${MOST_BYTES} bytes`;
  const given = payload as Record<string, unknown>;
  const unknown = Object.keys(given).find((key) => !fields.some((field) => field.key === key));
  if (unknown !== undefined) return `Payload has an unknown property '${unknown}'`;
  for (const { key, type } of fields) {
    const wrong = fieldFault(key, type, given[key], state);
    if (wrong) return wrong;
  }
  return null;
}

function fieldFault(key: string, type: string, value: unknown, state: LiveState): string | null {
  if (value === undefined) return `Payload lacks the property '${key}'`;
  if (!type.endsWith('_reference')) return typeof value === 'string' ? null : `'${key}' must be a text`;
  if (typeof value !== 'number' || !Number.isSafeInteger(value)) return `'${key}' must be a number`;
  const isThere =
    type === 'customer_reference'
      ? state.customers.has(`gid://shopify/Customer/${value}`)
      : state.data.products.some(({ id }) => id === `gid://shopify/Product/${value}`);
  return isThere ? null : `'${key}' refers to nothing`;
}
