import type { Suppression } from './suppressions';

export type StreamType = 'Transactional' | 'Broadcasts' | 'Inbound';
export type UnsubscribeHandling = 'None' | 'Postmark' | 'Custom';

export interface MessageStream {
  id: string;
  name: string;
  description: string | null;
  type: StreamType;
  unsubscribeHandling: UnsubscribeHandling;
  createdAt: Date;
  updatedAt: Date | null;
  archivedAt: Date | null;
  /** By lower-case address. */
  suppressions: Map<string, Suppression>;
}

export type NewStream = Pick<MessageStream, 'id' | 'name' | 'type'> &
  Partial<Pick<MessageStream, 'description' | 'unsubscribeHandling'>>;

export function makeStream(stream: NewStream, createdAt: Date): MessageStream {
  return {
    id: stream.id,
    name: stream.name,
    description: stream.description ?? null,
    type: stream.type,
    unsubscribeHandling: stream.unsubscribeHandling ?? (stream.type === 'Broadcasts' ? 'Postmark' : 'None'),
    createdAt,
    updatedAt: null,
    archivedAt: null,
    suppressions: new Map(),
  };
}

/** What every new server has. */
export function defaultStreams(createdAt: Date): MessageStream[] {
  return [
    makeStream({ id: 'outbound', name: 'Default Transactional Stream', type: 'Transactional' }, createdAt),
    makeStream({ id: 'inbound', name: 'Default Inbound Stream', type: 'Inbound' }, createdAt),
    makeStream({ id: 'broadcast', name: 'Default Broadcast Stream', type: 'Broadcasts' }, createdAt),
  ];
}
