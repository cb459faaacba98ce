import type { Zone } from '../../dns/zone';
import type { IdSource } from '../random';
import { makeServer, type NewServer, type PostmarkServer } from '../servers/servers';
import { createSenderBook, type SenderBook, type SenderDomain, type SenderSignature } from './senders';

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

/** The account with its servers, and these with their streams, suppressions and webhooks. */
export interface KeptAccount {
  state: AccountState;
  servers: PostmarkServer[];
  signatures: SenderSignature[];
  domains: SenderDomain[];
  /** The last of the small ids that were given out. */
  lastSmallId: number;
}

export interface AccountOptions {
  token: string;
  mayUseCustomUnsubscribe: boolean;
  ids: IdSource;
  zone: Zone;
  /** Of an earlier run. */
  kept?: KeptAccount | undefined;
  /** Told when a server or a sender has come or changed. */
  changed: () => void;
}

export function createAccount({ token, mayUseCustomUnsubscribe, ids, zone, kept, changed }: AccountOptions): Account {
  const servers = new Map(kept?.servers.map((server) => [server.id, server]));
  const byToken = new Map(kept?.servers.map((server) => [server.token, server]));
  return {
    token,
    state: kept?.state ?? 'active',
    mayUseCustomUnsubscribe,
    senders: createSenderBook({ ids, zone, kept, changed }),
    servers,
    addServer(input, createdAt) {
      if (input.token !== undefined && byToken.has(input.token))
        throw new Error(`createServer: the token of ${input.name} is taken; give each server its own.`);
      const server = makeServer(input, ids, createdAt);
      servers.set(server.id, server);
      byToken.set(server.token, server);
      changed();
      return server;
    },
    serverWithToken(given) {
      const server = byToken.get(given);
      return server && servers.has(server.id) ? server : undefined;
    },
  };
}
