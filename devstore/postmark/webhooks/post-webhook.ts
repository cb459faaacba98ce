import type { Webhook } from './webhooks';

export interface PostResult {
  /** Null when no answer came. */
  status: number | null;
  error: string | null;
}

/**
 * One POST to a webhook's URL, as Postmark makes it: JSON, the webhook's own headers, Basic authentication from `HttpAuth` or from the
 * URL's `user:password@`, up to ten redirects. There is no signature. `timeoutMs` is system time.
 */
export async function postWebhook(
  webhook: Pick<Webhook, 'url' | 'httpAuth' | 'httpHeaders'>,
  body: string,
  options: { headers?: Record<string, string>; timeoutMs: number; signal?: AbortSignal },
): Promise<PostResult> {
  const url = new URL(webhook.url);
  const headers = new Headers({ 'content-type': 'application/json', 'user-agent': 'Postmark', ...options.headers });
  for (const { Name, Value } of webhook.httpHeaders) headers.set(Name, Value);
  const credentials = webhook.httpAuth
    ? `${webhook.httpAuth.Username}:${webhook.httpAuth.Password}`
    : credentialsIn(url);
  if (credentials) headers.set('authorization', `Basic ${Buffer.from(credentials).toString('base64')}`);
  url.username = '';
  url.password = '';
  const timeout = AbortSignal.timeout(options.timeoutMs);
  const signal = options.signal ? AbortSignal.any([timeout, options.signal]) : timeout;
  try {
    const response = await fetch(url, { method: 'POST', headers, body, signal });
    await response.arrayBuffer();
    return { status: response.status, error: null };
  } catch (error) {
    return { status: null, error: describe(error) };
  }
}

function credentialsIn(url: URL): string | null {
  return url.username === '' ? null : `${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}`;
}

/** Fetch hides the reason (ECONNREFUSED and the like) in the cause. */
function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? `${error.message}: ${error.cause.message}` : error.message;
}
