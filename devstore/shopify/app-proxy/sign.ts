import { createHmac } from 'node:crypto';

/**
 * Shopify's `signature` of a proxied request: hex HMAC-SHA256 over all parameters as `key=value`, lists joined by commas, sorted, with nothing
 * between them. `params` must not hold `signature` itself.
 */
export function signAppProxyQuery(params: URLSearchParams | Record<string, string | string[]>, secret: string): string {
  const lists = new Map<string, string[]>();
  for (const [key, value] of entriesOf(params)) lists.set(key, [...(lists.get(key) ?? []), value]);
  const pairs = [...lists].map(([key, values]) => `${key}=${values.join(',')}`);
  return createHmac('sha256', secret).update(pairs.sort().join('')).digest('hex');
}

function entriesOf(params: URLSearchParams | Record<string, string | string[]>): [string, string][] {
  if (params instanceof URLSearchParams) return [...params];
  return Object.entries(params).flatMap(([key, value]) => [value].flat().map((each): [string, string] => [key, each]));
}
