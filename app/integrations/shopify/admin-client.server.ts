import { setTimeout as sleep } from 'node:timers/promises';
import { GraphQLClient, ClientError } from 'graphql-request';
import type { Logger } from '~/platform/logger.server';
import type { AccessTokens } from './access-tokens.server';
import { API_VERSION } from './api-version';
import { createCostBudget, type Cost, type CostBudget } from './cost-budget';
import type { Fetch } from './shopify-fetch.server';

/** A query's text, carrying the types of what it takes and gives. */
export type Operation<Result, Variables> = string & { readonly __result?: Result; readonly __variables?: Variables };

export interface AdminClient {
  /**
   * Runs one operation for a shop. Waits until Shopify's bucket holds its price, and tries again should Shopify throttle all the same (another
   * process shares the bucket); throws on everything else that fails.
   */
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
  /** Default: one of this client's own. */
  budget?: CostBudget;
}

const MOST_TRIES = 8;
const FALLBACK_WAIT_MS = 1_000;

export function createAdminClient(deps: AdminClientDeps): AdminClient {
  const budget = deps.budget ?? createCostBudget();
  return {
    async run(shopDomain, operation, variables) {
      let token = await deps.tokens.tokenFor(shopDomain);
      let isRenewed = false;
      for (let attempt = 1; ; attempt++) {
        const taken = await budget.take(shopDomain, operation, variables);
        try {
          const { data, extensions } = await ask(deps, { shopDomain, token, operation, variables });
          taken.settle(costIn(extensions));
          return data;
        } catch (error) {
          taken.settle(error instanceof ClientError ? costIn(error.response.extensions) : undefined);
          if (isTokenRefused(error) && !isRenewed) {
            isRenewed = true;
            token = await deps.tokens.renew(shopDomain, token);
            continue;
          }
          const waitMs = throttledForMs(error);
          if (waitMs === null || attempt >= MOST_TRIES) throw withoutToken(error);
          deps.logger.debug({ shopDomain, waitMs }, 'Shopify throttles; waiting');
          await sleep(waitMs);
        }
      }
    },
  };
}

interface Question<Result, Variables> {
  shopDomain: string;
  token: string;
  operation: Operation<Result, Variables>;
  variables: Variables;
}

async function ask<Result, Variables extends object>(
  { fetch }: AdminClientDeps,
  { shopDomain, token, operation, variables }: Question<Result, Variables>,
): Promise<{ data: Result; extensions?: unknown }> {
  const client = new GraphQLClient(`https://${shopDomain}/admin/api/${API_VERSION}/graphql.json`, {
    fetch,
    headers: { 'X-Shopify-Access-Token': token },
  });
  const request = { query: operation, variables: variables as Record<string, unknown> };
  return client.rawRequest<Result>({ ...request, signal: AbortSignal.timeout(20_000) });
}

const costIn = (extensions: unknown): Cost | undefined => (extensions as { cost?: Cost } | undefined)?.cost;

/** The token was revoked or has expired, whatever is known of it here. */
const isTokenRefused = (error: unknown): boolean => error instanceof ClientError && error.response.status === 401;

/** How long Shopify's bucket takes to hold the query's cost, or null where the error is no throttling. */
export function throttledForMs(error: unknown): number | null {
  if (!(error instanceof ClientError)) return null;
  const isThrottled = error.response.status === 429 || codesOf(error).includes('THROTTLED');
  if (!isThrottled) return null;
  const cost = costIn(error.response.extensions);
  if (!cost) return FALLBACK_WAIT_MS;
  const missing = cost.requestedQueryCost - cost.throttleStatus.currentlyAvailable;
  return Math.max(100, (missing / cost.throttleStatus.restoreRate) * 1_000);
}

const codesOf = ({ response }: ClientError): string[] =>
  response.errors?.flatMap(({ extensions }) => (extensions as { code?: string } | undefined)?.code ?? []) ?? [];

/** What the Admin API answered instead of data, with its codes. */
class AdminRefusal extends Error {
  constructor(
    message: string,
    readonly codes: string[],
  ) {
    super(message);
    this.name = 'AdminRefusal';
  }
}

/** Whether the Admin API refused with this code, such as `MAX_COST_EXCEEDED`. */
export const refusedFor = (error: unknown, code: string): boolean =>
  error instanceof AdminRefusal && error.codes.includes(code);

/** The client's errors carry the whole request, token included: what is thrown on must not. */
function withoutToken(error: unknown): unknown {
  if (!(error instanceof ClientError)) return error;
  const details = error.response.errors?.map((each) => each.message).join('; ') ?? `HTTP ${error.response.status}`;
  return new AdminRefusal(`Shopify's Admin API: ${details}`, codesOf(error));
}
