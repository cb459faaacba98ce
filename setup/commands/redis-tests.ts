import { Redis } from 'ioredis';
import { prepare } from '../prepare/prepare';
import { runVitest } from './tests';

const DEFAULT_URL = 'redis://127.0.0.1:6379';

/** `test:redis [args…]`: the tests that need a Redis, against the one at REDIS_URL or on this machine. */
export async function redisTests(args: string[]): Promise<number> {
  const url = process.env['REDIS_URL'] || DEFAULT_URL;
  const problem = await redisProblem(url);
  if (problem) {
    console.error(
      `No Redis answers at ${withoutPassword(url)} (${problem}). Start one, or set REDIS_URL to one that runs.`,
    );
    return 1;
  }
  await prepare({ build: true });
  return runVitest(['.redis.test.ts', ...args], { REDIS_URL: url });
}

/** Why a Redis cannot be used, in its own or the system's words; undefined when it answers. */
export async function redisProblem(url: string): Promise<string | undefined> {
  const client = new Redis(url, {
    lazyConnect: true,
    connectTimeout: 3_000,
    maxRetriesPerRequest: 0,
    retryStrategy: () => null,
  });
  let reason: string | undefined;
  client.on('error', (error) => (reason ??= error.message));
  try {
    await client.connect();
    await client.ping();
    return undefined;
  } catch (error) {
    return reason ?? (error as Error).message;
  } finally {
    client.disconnect();
  }
}

function withoutPassword(url: string): string {
  if (!URL.canParse(url)) return url;
  const shown = new URL(url);
  if (shown.password) shown.password = '…';
  return shown.toString();
}
