import type { IdSource } from '../random';
import { makeServer, type NewServer, type PostmarkServer } from '../servers/servers';
import { createSenderBook, type SenderBook } from './senders';

/** `pending`: Postmark has not approved the account yet, so it may write to its own domain only. `suspended`: it may not send at all. */
export type AccountState = 'active' | 'pending' | 'suspended';

export interface Account {
  readonly token: string;
  state: AccountState;
  /** Postmark's support has switched on "manage unsubscribes on your own". */
  mayUseCustomUnsubscribe: boolean;
  readonly senders: SenderBook;
  readonly servers: Map<number, PostmarkServer>;
  addServer(server: NewServer, createdAt: Date): PostmarkServer;
  serverWithToken(token: string): PostmarkServer | undefined;
}

export function createAccount(options: { token: string; mayUseCustomUnsubscribe: boolean; ids: IdSource }): Account {
  const servers = new Map<number, PostmarkServer>();
  const byToken = new Map<string, PostmarkServer>();
  return {
    token: options.token,
    state: 'active',
    mayUseCustomUnsubscribe: options.mayUseCustomUnsubscribe,
    senders: createSenderBook(options.ids),
    servers,
    addServer(input, createdAt) {
      if (input.token !== undefined && byToken.has(input.token))
        throw new Error(`createServer: the token of ${input.name} is taken; give each server its own.`);
      const server = makeServer(input, options.ids, createdAt);
      servers.set(server.id, server);
      byToken.set(server.token, server);
      return server;
    },
    serverWithToken(token) {
      const server = byToken.get(token);
      return server && servers.has(server.id) ? server : undefined;
    },
  };
}
