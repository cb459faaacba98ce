import { describe, expect, it } from 'vitest';
import { parseEnv } from './env.server';

const key = Buffer.alloc(32, 1).toString('base64');

const usable = {
  DATABASE_URL: 'postgresql://kindred_app:secret@127.0.0.1:5432/kindred',
  SHOPIFY_APP_URL: 'https://kindred.example',
  SHOPIFY_API_KEY: 'key',
  SHOPIFY_API_SECRET: 'secret',
  KINDRED_ENCRYPTION_KEY: key,
};

const devstore = {
  ...usable,
  KINDRED_WORLD: 'devstore',
  SHOPIFY_STANDIN_URL: 'http://127.0.0.1:4001',
  POSTMARK_STANDIN_URL: 'http://localhost:4002',
  ADMIN_STANDIN_URL: 'http://localhost:4003',
};

function problemsOf(source: Record<string, string | undefined>): string[] {
  try {
    parseEnv(source);
    return [];
  } catch (error) {
    const [, ...lines] = (error as Error).message.split('\n');
    return lines.map((line) => line.trim().split(':')[0] ?? '').sort();
  }
}

describe('the environment of a production process', () => {
  it('needs nothing but the database, the app’s credentials and the key', () => {
    expect(parseEnv(usable)).toMatchObject({
      NODE_ENV: 'production',
      PORT: 3000,
      LOG_LEVEL: 'info',
      DATABASE_POOL_SIZE: 15,
      SETTLE_AFTER_MINUTES: 15,
      KINDRED_WORLD: 'production',
    });
  });

  it('takes the operator’s token and address together or not at all', () => {
    const operator = { OPERATOR_POSTMARK_TOKEN: 'a-server-token', OPERATOR_FROM_EMAIL: 'notices@kindred.example' };
    expect(parseEnv({ ...usable, ...operator })).toMatchObject(operator);
    for (const name of ['OPERATOR_POSTMARK_TOKEN', 'OPERATOR_FROM_EMAIL'])
      expect(problemsOf({ ...usable, ...operator, [name]: undefined })).toEqual([name]);
  });

  it('leaves out the slash at the end of the app’s address, so that paths can be put behind it', () => {
    expect(parseEnv({ ...usable, SHOPIFY_APP_URL: 'https://kindred.example/' }).SHOPIFY_APP_URL).toBe(
      'https://kindred.example',
    );
  });

  it('names every variable that is missing', () => {
    expect(problemsOf({})).toEqual([
      'DATABASE_URL',
      'KINDRED_ENCRYPTION_KEY',
      'SHOPIFY_API_KEY',
      'SHOPIFY_API_SECRET',
      'SHOPIFY_APP_URL',
    ]);
  });

  it.each([
    ['NODE_ENV', 'staging'],
    ['PORT', '65536'],
    ['PORT', 'eighty'],
    ['PORT', '-1'],
    ['LOG_LEVEL', 'loud'],
    ['DATABASE_URL', 'not a url'],
    ['DATABASE_POOL_SIZE', '1'],
    ['DATABASE_POOL_SIZE', '2.5'],
    ['REDIS_URL', 'nowhere'],
    ['SHOPIFY_APP_URL', 'kindred'],
    ['SHOPIFY_API_KEY', ''],
    ['SHOPIFY_API_SECRET', ''],
    ['KINDRED_ENCRYPTION_KEY', Buffer.alloc(31).toString('base64')],
    ['KINDRED_ENCRYPTION_KEY', Buffer.alloc(33).toString('base64')],
    ['SETTLE_AFTER_MINUTES', '-1'],
    ['SETTLE_AFTER_MINUTES', 'soon'],
  ])('names %s when it is "%s", and nothing else', (name, value) => {
    expect(problemsOf({ ...usable, [name]: value })).toEqual([name]);
  });

  it('names all wrong variables at once', () => {
    expect(problemsOf({ ...usable, PORT: 'x', LOG_LEVEL: 'x', SHOPIFY_STANDIN_URL: 'http://127.0.0.1:1' })).toEqual([
      'LOG_LEVEL',
      'PORT',
      'SHOPIFY_STANDIN_URL',
    ]);
  });

  it('does not repeat a secret in what it says', () => {
    const secret = 'hunter2-of-the-shop';
    expect(() => parseEnv({ ...usable, KINDRED_ENCRYPTION_KEY: secret, DATABASE_URL: secret })).toThrow(
      expect.objectContaining({ message: expect.not.stringContaining(secret) as string }) as Error,
    );
  });
});

describe('stand-ins', () => {
  it('are used in the dev store’s world, on this machine', () => {
    expect(parseEnv(devstore)).toMatchObject({
      KINDRED_WORLD: 'devstore',
      SHOPIFY_STANDIN_URL: 'http://127.0.0.1:4001',
      POSTMARK_STANDIN_URL: 'http://localhost:4002',
    });
    expect(problemsOf({ ...devstore, SHOPIFY_STANDIN_URL: 'http://[::1]:4001' })).toEqual([]);
  });

  it.each(['SHOPIFY_STANDIN_URL', 'POSTMARK_STANDIN_URL', 'ADMIN_STANDIN_URL'] as const)(
    '%s is refused in production',
    (name) => {
      expect(problemsOf({ ...usable, [name]: devstore[name] })).toEqual([name]);
      expect(problemsOf({ ...usable, KINDRED_WORLD: 'production', [name]: devstore[name] })).toEqual([name]);
    },
  );

  it.each(['SHOPIFY_STANDIN_URL', 'POSTMARK_STANDIN_URL', 'ADMIN_STANDIN_URL'] as const)(
    '%s is needed in the dev store',
    (name) => {
      expect(problemsOf({ ...devstore, [name]: undefined })).toEqual([name]);
    },
  );

  it.each([
    'http://192.168.1.20:4001',
    'http://127.0.0.1.evil.example:4001',
    'http://localhost@evil.example',
    'http://localhost.evil.example',
    'https://admin.shopify.com',
    'http://0.0.0.0:4001',
  ])('are nowhere but on this machine: %s is refused', (elsewhere) => {
    expect(problemsOf({ ...devstore, SHOPIFY_STANDIN_URL: elsewhere })).toEqual(['SHOPIFY_STANDIN_URL']);
    expect(problemsOf({ ...devstore, POSTMARK_STANDIN_URL: elsewhere })).toEqual(['POSTMARK_STANDIN_URL']);
  });

  it('there is no third world', () => {
    expect(problemsOf({ ...usable, KINDRED_WORLD: 'staging' })).toEqual(['KINDRED_WORLD']);
  });

  it('a crash point exists only in the dev store', () => {
    expect(problemsOf({ ...usable, KINDRED_CRASH_POINT: 'send.claimed' })).toEqual(['KINDRED_CRASH_POINT']);
    expect(parseEnv({ ...devstore, KINDRED_CRASH_POINT: 'send.claimed' }).KINDRED_CRASH_POINT).toBe('send.claimed');
  });
});
