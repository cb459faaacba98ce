import { ServerClient } from 'postmark';

/** Long enough for a full batch, short against Postmark's own default of three minutes. */
const TIMEOUT_SECONDS = 15;

export type PostmarkClients = (token: string) => ServerClient;

/** Clients by server token; in the dev store's world they talk to the stand-in. */
export function createPostmarkClients(
  standInUrl: string | undefined,
  timeoutSeconds: number = TIMEOUT_SECONDS,
): PostmarkClients {
  const options = postmarkPlace(standInUrl, timeoutSeconds);
  const clients = new Map<string, ServerClient>();
  return (token) => {
    const client = clients.get(token) ?? new ServerClient(token, options);
    clients.set(token, client);
    return client;
  };
}

/** Where Postmark is asked, and for how long. */
export function postmarkPlace(standInUrl: string | undefined, timeoutSeconds: number = TIMEOUT_SECONDS) {
  const place = standInUrl ? { useHttps: false, requestHost: new URL(standInUrl).host } : {};
  return { ...place, timeout: timeoutSeconds, fetch: fetchOrSayWhyNot };
}

/** Postmark's client keeps nothing but the message of what fetch throws; the code that tells why stands in its causes. */
const fetchOrSayWhyNot: typeof fetch = async (input, init) => {
  try {
    return await fetch(input, init);
  } catch (error) {
    const code = networkCodeOf(error);
    throw code ? new Error(`the connection failed (${code})`, { cause: error }) : error;
  }
};

function networkCodeOf(error: unknown): string | null {
  for (let cause = error, depth = 0; cause instanceof Error && depth < 5; cause = cause.cause, depth++)
    if ('code' in cause && typeof cause.code === 'string') return cause.code;
  return null;
}

/** The code that `the connection failed (CODE)` names, or null. */
export const networkCodeIn = (message: string): string | null => /\(([A-Z][A-Z_]+)\)$/.exec(message)?.[1] ?? null;
