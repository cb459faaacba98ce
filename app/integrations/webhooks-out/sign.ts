import { createHmac, randomBytes } from 'node:crypto';

const PREFIX = 'whsec_';
/** As the specification recommends: between 24 and 64. */
const SECRET_BYTES = 32;

/** A new secret, as receivers' libraries take it: standardwebhooks.com, symmetric. */
export const makeSecret = (): string => PREFIX + randomBytes(SECRET_BYTES).toString('base64');

/** The headers of one attempt. The signature is over `id.timestamp.body`; the time is that of the attempt, so that an old one cannot be played again. */
export function signedHeaders(secret: string, message: { id: string; body: string; at: Date }): Record<string, string> {
  const timestamp = String(Math.floor(message.at.getTime() / 1_000));
  const key = Buffer.from(secret.slice(PREFIX.length), 'base64');
  const signature = createHmac('sha256', key).update(`${message.id}.${timestamp}.${message.body}`).digest('base64');
  return { 'webhook-id': message.id, 'webhook-timestamp': timestamp, 'webhook-signature': `v1,${signature}` };
}
