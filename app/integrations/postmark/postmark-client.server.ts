import { ServerClient } from 'postmark';

/** Long enough for a full batch, short against Postmark's own default of three minutes. */
const TIMEOUT_SECONDS = 15;

export type PostmarkClients = (token: string) => ServerClient;

/** Clients by server token; in the dev store's world they talk to the stand-in. */
export function createPostmarkClients(standInUrl: string | undefined): PostmarkClients {
  const options = standInUrl
    ? { useHttps: false, requestHost: new URL(standInUrl).host, timeout: TIMEOUT_SECONDS }
    : { timeout: TIMEOUT_SECONDS };
  const clients = new Map<string, ServerClient>();
  return (token) => {
    const client = clients.get(token) ?? new ServerClient(token, options);
    clients.set(token, client);
    return client;
  };
}
