import { fileURLToPath } from 'node:url';
import { createLog } from '../../append-only-log';
import { createWorldClock } from '../../world-clock';
import type { StoreData } from '../../store';
import { loadAdminSchema } from '../admin-schema/admin-schema';
import { parseAppConfig } from '../app-config/app-config';
import type { ShopifyLogEntry } from '../log-entry';
import type { ShopifyStandInOptions } from '../options';
import { createShopifyStandIn } from '../stand-in';
import { apiKey, apiSecret, appToml } from './app-toml';
import { startReceiver, type Receiver } from './receiver';
import { endsAt, shopDomain, tinyStore } from './tiny-store';

export const schemaFile = fileURLToPath(new URL('../../../.kindred/schema/admin_2026-10.json.gz', import.meta.url));

export interface TestWorldOptions extends Partial<Omit<ShopifyStandInOptions, 'app' | 'log' | 'clock'>> {
  data?: StoreData;
  toml?: string;
  /** Default true: the app is installed and holds a token. */
  isInstalled?: boolean;
  /** An app that outlives this stand-in; default: one of its own. */
  receiver?: Receiver;
  /** Default: the end of the data. */
  startsAt?: Date;
}

interface TokenAnswer {
  status: number;
  body: Record<string, unknown>;
}

export interface GraphqlAnswer {
  status: number;
  headers: Headers;
  data: Record<string, unknown>;
  errors: { message: string; path?: (string | number)[]; extensions?: Record<string, unknown> }[] | undefined;
  extensions: { cost: Cost; search?: Record<string, unknown>[] };
}

interface Cost {
  requestedQueryCost: number;
  actualQueryCost: number;
  throttleStatus: { maximumAvailable: number; currentlyAvailable: number; restoreRate: number };
}

export type TestWorld = Awaited<ReturnType<typeof startTestWorld>>;

/** A started stand-in with a receiver for its webhooks, a clock at the data's end, a movable system clock, and a client. */
export async function startTestWorld(options: TestWorldOptions = {}) {
  const { data = tinyStore(), toml = appToml(), isInstalled = true, ...rest } = options;
  // Time stands still unless a test moves it; it starts at the machine's, by which Shopify's library judges signatures.
  const system = { startedAtMs: Date.now(), offsetMs: 0 };
  const systemNow = rest.systemNow ?? (() => system.startedAtMs + system.offsetMs);
  const clock = createWorldClock({ systemNow });
  await clock.moveTo(rest.startsAt ?? new Date(endsAt));
  const log = createLog<ShopifyLogEntry>({ clock });
  const receiver = rest.receiver ?? (await startReceiver());
  const config = parseAppConfig(toml, loadAdminSchema(schemaFile).topics);
  const app = { apiKey, apiSecret, appUrl: receiver.url, config };
  const standIn = createShopifyStandIn({ data, clock, log, app, schemaFile, systemNow, ...rest });
  const { url } = await standIn.start({ port: 0 });
  let accessToken = '';

  const post = (path: string, body: unknown, headers: Record<string, string> = {}) =>
    fetch(`${url}${path}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'x-orig-host': shopDomain, ...headers },
      body: JSON.stringify(body),
    });

  const askForToken = async (body: Record<string, unknown>): Promise<TokenAnswer> => {
    const credentials = { client_id: apiKey, client_secret: apiSecret };
    const response = await post('/admin/oauth/access_token', { ...credentials, ...body });
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  };

  const exchange = (more: Record<string, unknown> = {}) =>
    askForToken({
      grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
      subject_token: standIn.sessionToken(),
      subject_token_type: 'urn:ietf:params:oauth:token-type:id_token',
      requested_token_type: 'urn:shopify:params:oauth:token-type:offline-access-token',
      expiring: '1',
      ...more,
    });

  const graphql = async (
    query: string,
    variables: Record<string, unknown> = {},
    more: { token?: string; version?: string } = {},
  ): Promise<GraphqlAnswer> => {
    const path = `/admin/api/${more.version ?? '2026-10'}/graphql.json`;
    const response = await post(path, { query, variables }, { 'X-Shopify-Access-Token': more.token ?? accessToken });
    const body = (await response.json()) as Omit<GraphqlAnswer, 'status' | 'headers'>;
    return { ...body, status: response.status, headers: response.headers };
  };

  /** The data of a query that must succeed. */
  const read = async <T = Record<string, unknown>>(
    query: string,
    variables: Record<string, unknown> = {},
  ): Promise<T> => {
    const answer = await graphql(query, variables);
    if (answer.errors || answer.status !== 200)
      throw new Error(`The query failed: ${JSON.stringify(answer.errors ?? answer.status)}`);
    return answer.data as T;
  };

  if (isInstalled) accessToken = String((await exchange()).body.access_token);

  return {
    standIn,
    store: standIn.store,
    clock,
    log,
    receiver,
    url,
    system,
    data,
    post,
    askForToken,
    exchange,
    graphql,
    read,
    useToken: (token: string) => void (accessToken = token),
    async close() {
      await standIn.stop();
      if (!rest.receiver) await receiver.close();
    },
  };
}
