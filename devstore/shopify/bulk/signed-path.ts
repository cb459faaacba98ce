import { createHmac } from 'node:crypto';

/** Results can be fetched for this long. */
const resultLifetimeSeconds = 7 * 24 * 60 * 60;

/** Path and query of a result's signed address; `tail` is the operation's number. */
export function signedPath(tail: string, secret: string, nowMs: number): string {
  const expires = Math.floor(nowMs / 1000) + resultLifetimeSeconds;
  const path = `/bulk-operation-outputs/${tail}-final`;
  return `${path}?Expires=${expires}&Signature=${pathSignature(path, expires, secret)}`;
}

/** What makes an address ours and puts its end beyond doubt. */
export function pathSignature(path: string, expires: number, secret: string): string {
  return createHmac('sha256', secret).update(`${path} ${expires}`).digest('base64url');
}
