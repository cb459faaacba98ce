import { createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';

/** Claims of the token App Bridge hands to an embedded app. Times are seconds since 1970. */
const claimsShape = z.object({
  iss: z.string(),
  dest: z.string(),
  aud: z.string(),
  sub: z.string(),
  exp: z.number(),
  nbf: z.number(),
  iat: z.number(),
  jti: z.string(),
  sid: z.string(),
  sig: z.string().optional(),
});

export type SessionTokenClaims = z.infer<typeof claimsShape>;

/** Shopify's tokens live for a minute. */
export const sessionTokenSeconds = 60;

export function signSessionToken(claims: SessionTokenClaims, secret: string): string {
  const head = encode({ alg: 'HS256', typ: 'JWT' });
  const body = encode(claims);
  return `${head}.${body}.${signatureOf(`${head}.${body}`, secret)}`;
}

/** The claims, or undefined when the token is malformed, forged, expired, not for this app, or names two shops. */
export function verifySessionToken(
  token: string,
  expected: { apiKey: string; secret: string; shop: string; nowMs: number },
): SessionTokenClaims | undefined {
  const [head, body, signature] = token.split('.');
  if (!head || !body || !signature) return undefined;
  if (!isEqual(signature, signatureOf(`${head}.${body}`, expected.secret))) return undefined;
  const claims = claimsShape.safeParse(decode(body));
  if (!claims.success) return undefined;
  const { aud, dest, iss, exp, nbf } = claims.data;
  const now = expected.nowMs / 1000;
  const isOurs = aud === expected.apiKey && dest === `https://${expected.shop}` && iss === `${dest}/admin`;
  return isOurs && exp > now && nbf <= now + clockToleranceSeconds ? claims.data : undefined;
}

const clockToleranceSeconds = 10;

function encode(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

function decode(part: string): unknown {
  try {
    return JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
}

function signatureOf(text: string, secret: string): string {
  return createHmac('sha256', secret).update(text).digest('base64url');
}

function isEqual(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}
