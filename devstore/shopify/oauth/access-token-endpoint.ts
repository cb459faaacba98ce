import express, { type Request, type Response, type Router } from 'express';
import { z } from 'zod';
import type { Installation } from '../installation';
import type { TokenLogEntry } from '../log-entry';
import { verifySessionToken } from './session-token';
import { accessTokenSeconds, refreshTokenSeconds, type IssuedTokens, type TokenStore } from './tokens';

const offlineTokenType = 'urn:shopify:params:oauth:token-type:offline-access-token';

const exchangeRequest = z.object({
  grant_type: z.literal('urn:ietf:params:oauth:grant-type:token-exchange'),
  subject_token: z.string(),
  subject_token_type: z.literal('urn:ietf:params:oauth:token-type:id_token'),
  requested_token_type: z.literal(offlineTokenType),
  expiring: z.union([z.string(), z.number()]).optional(),
});

const refreshRequest = z.object({ grant_type: z.literal('refresh_token'), refresh_token: z.string() });
const clientCredentials = z.object({ client_id: z.string(), client_secret: z.string() });

export interface AccessTokenDependencies {
  apiKey: string;
  apiSecret: string;
  shop: string;
  tokens: TokenStore;
  installation: Installation;
  systemNow: () => number;
  log: (entry: TokenLogEntry) => void;
}

interface Answer {
  status: number;
  body: Record<string, unknown>;
}

/** `POST /admin/oauth/access_token`: token exchange (which is also the installation) and refresh. */
export function accessTokenEndpoint(deps: AccessTokenDependencies): Router {
  const router = express.Router();
  const parsers = [express.json(), express.urlencoded({ extended: false })];
  router.post('/admin/oauth/access_token', ...parsers, (request: Request, response: Response) => {
    const answer = grant(deps, request.body);
    deps.log(logEntry(request.body, answer));
    response.status(answer.status).json(answer.body);
  });
  return router;
}

function grant(deps: AccessTokenDependencies, body: unknown): Answer {
  const client = clientCredentials.safeParse(body);
  if (!client.success)
    return refusal(400, 'invalid_request', 'Missing required parameter: client_id and client_secret.');
  if (client.data.client_id !== deps.apiKey) {
    return refusal(400, 'application_cannot_be_found', 'Could not find Shopify API application with this client_id.');
  }
  if (client.data.client_secret !== deps.apiSecret) {
    return refusal(401, 'invalid_client', 'Client authentication failed.');
  }
  const exchange = exchangeRequest.safeParse(body);
  if (exchange.success) return exchangeToken(deps, exchange.data);
  const refresh = refreshRequest.safeParse(body);
  if (refresh.success) return refreshTokens(deps, refresh.data.refresh_token);
  return refusal(400, 'invalid_request', 'The grant_type or one of its parameters is missing or not supported.');
}

function exchangeToken(deps: AccessTokenDependencies, request: z.infer<typeof exchangeRequest>): Answer {
  const expected = { apiKey: deps.apiKey, secret: deps.apiSecret, shop: deps.shop, nowMs: deps.systemNow() };
  if (!verifySessionToken(request.subject_token, expected)) {
    const description = 'Token exchange cannot be performed due to an invalid subject token.';
    return refusal(400, 'invalid_subject_token', description);
  }
  deps.installation.install();
  return issued(deps, deps.tokens.issue({ expiring: String(request.expiring) === '1' }));
}

function refreshTokens(deps: AccessTokenDependencies, refreshToken: string): Answer {
  const pair = deps.installation.isInstalled() ? deps.tokens.refresh(refreshToken) : undefined;
  if (!pair) return refusal(401, 'invalid_request', 'This request requires an active refresh_token');
  return issued(deps, pair);
}

function issued(deps: AccessTokenDependencies, { accessToken, refreshToken }: IssuedTokens): Answer {
  const scope = deps.installation.scopes().join(',');
  const plain = { access_token: accessToken, scope };
  if (!refreshToken) return { status: 200, body: plain };
  const expiry = {
    expires_in: accessTokenSeconds,
    refresh_token: refreshToken,
    refresh_token_expires_in: refreshTokenSeconds,
  };
  return { status: 200, body: { ...plain, ...expiry } };
}

function refusal(status: number, error: string, description: string): Answer {
  return { status, body: { error, error_description: description } };
}

function logEntry(body: unknown, answer: Answer): TokenLogEntry {
  const asked = z.object({ grant_type: z.string() }).safeParse(body);
  const isRefresh = asked.success && asked.data.grant_type === 'refresh_token';
  const isExchange = asked.success && asked.data.grant_type.endsWith('token-exchange');
  return {
    kind: 'token',
    grant: isRefresh ? 'refresh' : isExchange ? 'token-exchange' : 'unknown',
    outcome: answer.status === 200 ? 'issued' : 'refused',
    ...(answer.status === 200 ? {} : { error: String(answer.body.error) }),
  };
}
