import { setTimeout as sleep } from 'node:timers/promises';
import { GraphQLClient, ClientError } from 'graphql-request';
import type { Logger } from '~/platform/logger.server';
import type { AccessTokens } from './access-tokens.server';
import { API_VERSION } from './api-version';
import type { Fetch } from './shopify-fetch.server';

/** A query's text, carrying the types of what it takes and gives. */
export type Operation<Result, Variables> = string & { readonly __result?: Result; readonly __variables?: Variables };

export interface AdminClient {
  /** Runs one operation for a shop. Waits and tries again while Shopify throttles; throws on everything else that fails. */
  run<Result, Variables extends object>(
    shopDomain: string,
    operation: Operation<Result, Variables>,
    variables: Variables,
  ): Promise<Result>;
}

export interface AdminClientDeps {
  tokens: AccessTokens;
  fetch: Fetch;
  logger: Logger;
}

const MOST_TRIES = 8;
const FALLBACK_WAIT_MS = 1_000;

export function createAdminClient(deps: AdminClientDeps): AdminClient {
  return {
    async run(shopDomain, operation, variables) {
      for (let attempt = 1; ; attempt++) {
        const client = new GraphQLClient(`https://${shopDomain}/admin/api/${API_VERSION}/graphql.json`, {
          fetch: deps.fetch,
          headers: { 'X-Shopify-Access-Token': await deps.tokens.tokenFor(shopDomain) },
        });
        try {
          const request = { document: operation, variables: variables as Record<string, unknown> };
          return await client.request({ ...request, signal: AbortSignal.timeout(20_000) });
        } catch (error) {
          const waitMs = throttledForMs(error);
          if (waitMs === null || attempt >= MOST_TRIES) throw withoutToken(error);
          deps.logger.debug({ shopDomain, waitMs }, 'Shopify throttles; waiting');
          await sleep(waitMs);
        }
      }
    },
  };
}

interface Cost {
  requestedQueryCost: number;
  throttleStatus: { currentlyAvailable: number; restoreRate: number };
}

/** How long Shopify's bucket takes to hold the query's cost, or null where the error is no throttling. */
export function throttledForMs(error: unknown): number | null {
  if (!(error instanceof ClientError)) return null;
  const isThrottled =
    error.response.status === 429 ||
    error.response.errors?.some((each) => (each.extensions as { code?: string } | undefined)?.code === 'THROTTLED');
  if (!isThrottled) return null;
  const cost = (error.response.extensions as { cost?: Cost } | undefined)?.cost;
  if (!cost) return FALLBACK_WAIT_MS;
  const missing = cost.requestedQueryCost - cost.throttleStatus.currentlyAvailable;
  return Math.max(100, (missing / cost.throttleStatus.restoreRate) * 1_000);
}

/** The client's errors carry the whole request, token included: what is thrown on must not. */
function withoutToken(error: unknown): unknown {
  if (!(error instanceof ClientError)) return error;
  const details = error.response.errors?.map((each) => each.message).join('; ') ?? `HTTP ${error.response.status}`;
  return new Error(`Shopify's Admin API: ${details}`);
}
