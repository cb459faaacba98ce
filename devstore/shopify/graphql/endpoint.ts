import express, { type Request, type Response, type Router } from 'express';
import { z } from 'zod';
import type { TokenStore } from '../oauth/tokens';
import type { CostBucket } from './bucket';
import type { AdminWorld } from './context';
import { runOperation, type OperationAnswer, type OperationRequest } from './run-operation';

/** The versions Shopify serves on 22 November 2026; older ones fall forward to the oldest of them. */
const servedVersions = ['2026-01', '2026-04', '2026-07', '2026-10'];

const requestBody = z.object({
  query: z.string(),
  variables: z.union([z.record(z.string(), z.unknown()), z.string(), z.null()]).optional(),
  operationName: z.string().nullish(),
});

export interface GraphqlDependencies {
  world: AdminWorld;
  tokens: TokenStore;
  bucket: CostBucket;
  shop: string;
}

/** `POST /admin/api/VERSION/graphql.json`. What the request log needs is left in `response.locals.graphql`. */
export function graphqlEndpoint(deps: GraphqlDependencies): Router {
  const router = express.Router();
  const parsers = [express.json({ limit: '10mb' }), express.text({ type: 'application/graphql', limit: '10mb' })];
  router.post('/admin/api/:version/graphql.json', ...parsers, (request: Request, response: Response, next) => {
    answer(deps, request, response).catch(next);
  });
  router.post('/admin/api/graphql.json', ...parsers, (request: Request, response: Response, next) => {
    answer(deps, request, response).catch(next);
  });
  return router;
}

async function answer(deps: GraphqlDependencies, request: Request, response: Response): Promise<void> {
  const version = servedVersion(request.params.version);
  if (!version) return void response.status(404).json({ errors: 'Not Found' });
  response.setHeader('X-Shopify-API-Version', version);
  const refusal = tokenRefusal(deps, request);
  if (refusal) return void response.status(refusal.status).json({ errors: refusal.message });
  const operation = readRequest(request.body);
  if (!operation) return void response.status(400).json({ errors: { query: 'Required parameter missing or invalid' } });
  const outcome = await runOperation(operation, deps.world, deps.bucket);
  noteDeprecation(response, outcome);
  response.locals.graphql = outcome;
  response.status(200).json(outcome.body);
}

/** A served version, the oldest one for a version that is past, or undefined for what never was one or is to come. */
function servedVersion(asked: string | undefined): string | undefined {
  const newest = servedVersions.at(-1);
  if (asked === undefined) return servedVersions[0];
  if (asked === 'unstable' || servedVersions.includes(asked)) return asked;
  const isVersion = /^20\d\d-(01|04|07|10)$/.test(asked);
  return isVersion && newest && asked < newest ? servedVersions[0] : undefined;
}

function tokenRefusal(deps: GraphqlDependencies, request: Request): { status: number; message: string } | null {
  const token = request.get('X-Shopify-Access-Token') ?? '';
  const verdict = deps.world.installation.isInstalled() ? deps.tokens.use(token) : 'unknown';
  if (verdict === 'valid') return null;
  if (verdict === 'non-expiring') return { status: 403, message: nonExpiring };
  return { status: 401, message: '[API] Invalid API key or access token (unrecognized login or wrong password)' };
}

const nonExpiring =
  '[API] Non-expiring access tokens are no longer accepted for the Admin API. Start using expiring offline tokens: ' +
  'https://shopify.dev/docs/apps/build/authentication-authorization/access-tokens/offline-access-tokens#expiring-vs-non-expiring-offline-tokens';

function readRequest(body: unknown): OperationRequest | undefined {
  if (typeof body === 'string') return { query: body, variables: {} };
  const parsed = requestBody.safeParse(body);
  if (!parsed.success) return undefined;
  const { query, variables, operationName } = parsed.data;
  const given =
    typeof variables === 'string' ? (JSON.parse(variables || '{}') as Record<string, unknown>) : (variables ?? {});
  return { query, variables: given, ...(operationName ? { operationName } : {}) };
}

function noteDeprecation(response: Response, outcome: OperationAnswer): void {
  if (outcome.deprecations.length === 0) return;
  response.setHeader(
    'X-Shopify-API-Deprecated-Reason',
    'https://shopify.dev/api/usage/versioning#deprecation-practices',
  );
}
