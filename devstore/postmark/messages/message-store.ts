import type { PostmarkServer } from '../servers/servers';
import type { OutboundMessage } from './message';

export interface MessageStore {
  add(message: OutboundMessage): void;
  get(id: string): OutboundMessage | undefined;
  /** Oldest first, of all servers. */
  all(): readonly OutboundMessage[];
  /** The server's messages, newest first; with a metadata field, only those that carry it. */
  of(server: PostmarkServer, metadata?: { key: string; value: string }): OutboundMessage[];
}

/** Of so many of the newest messages it keeps the bodies, as Postmark itself keeps them for a time; of older ones all but these. */
export function createMessageStore({ keepsBodiesOf = Infinity }: { keepsBodiesOf?: number } = {}): MessageStore {
  const messages: OutboundMessage[] = [];
  const byId = new Map<string, OutboundMessage>();
  const byMetadata = new Map<string, OutboundMessage[]>();
  const fieldKey = (key: string, value: string) => `${key.toLowerCase()}=${value}`;

  return {
    add(message) {
      messages.push(message);
      const old = messages[messages.length - 1 - keepsBodiesOf];
      if (old) Object.assign(old, { html: null, text: null, attachments: [] });
      byId.set(message.id, message);
      for (const [key, value] of Object.entries(message.metadata)) {
        const field = fieldKey(key, value);
        const bearers = byMetadata.get(field);
        if (bearers) bearers.push(message);
        else byMetadata.set(field, [message]);
      }
    },
    get: (id) => byId.get(id.toLowerCase()),
    all: () => messages,
    of(server, metadata) {
      const candidates = metadata ? (byMetadata.get(fieldKey(metadata.key, metadata.value)) ?? []) : messages;
      return candidates.filter((message) => message.server === server).reverse();
    },
  };
}
