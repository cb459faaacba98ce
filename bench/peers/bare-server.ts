import { createHmac, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import pg from 'pg';

/**
 * The least that can take a Shopify webhook and keep it: Node's own server, the signature, one INSERT, 200. No framework, no encryption, no
 * tenants, nobody told. What an app's own acknowledgement is compared with. Takes DATABASE_OWNER_URL and SHOPIFY_API_SECRET; prints its port.
 */
const secret = required('SHOPIFY_API_SECRET');
const pool = new pg.Pool({ connectionString: required('DATABASE_OWNER_URL'), max: 15 });
await pool.query(
  'CREATE TABLE IF NOT EXISTS bare_webhooks (event_id text PRIMARY KEY, topic text NOT NULL, received_at timestamptz NOT NULL, payload bytea NOT NULL)',
);

const server = createServer((request, response) => {
  take(request, response).catch((error: unknown) => {
    console.error(error);
    response.writeHead(500).end();
  });
});
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  if (address && typeof address === 'object') console.log(`bare server ready on ${address.port}`);
});

async function take(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const body = Buffer.concat(chunks);
  const expected = createHmac('sha256', secret).update(body).digest();
  const given = Buffer.from(String(request.headers['x-shopify-hmac-sha256']), 'base64');
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) {
    response.writeHead(401).end();
    return;
  }
  await pool.query({
    name: 'take',
    text: 'INSERT INTO bare_webhooks (event_id, topic, received_at, payload) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING',
    values: [request.headers['x-shopify-event-id'], request.headers['x-shopify-topic'], new Date(), body],
  });
  response.writeHead(200).end();
}

function required(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set`);
  return value;
}
