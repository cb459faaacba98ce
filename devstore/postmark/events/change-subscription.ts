import { bounceFact, noteAccount, stateFact } from '../kept/notes';
import type { OutboundMessage } from '../messages/message';
import type { PostmarkServer } from '../servers/servers';
import type { MessageStream } from '../streams/streams';
import type { SuppressionOrigin, SuppressionReason } from '../streams/suppressions';
import { subscriptionPayload, type SubscriptionChange } from '../webhooks/payloads';
import type { PostmarkWorld } from '../world';

interface Place {
  server: PostmarkServer;
  stream: MessageStream;
  /** The mail through which the change came, if any. */
  message: OutboundMessage | null;
}

/** Puts an address on a stream's suppression list. An address already there stays as it is, and nothing is told. */
export function suppress(
  world: PostmarkWorld,
  place: Place,
  recipient: string,
  why: { reason: SuppressionReason; origin: SuppressionOrigin },
): void {
  const { server, stream } = place;
  const email = recipient.toLowerCase();
  const known = stream.suppressions.get(email);
  // A complaint outranks what was there: it can no longer be lifted.
  if (known && (known.reason === 'SpamComplaint' || why.reason !== 'SpamComplaint')) return;
  stream.suppressions.set(email, { email, createdAt: world.clock.now(), ...why });
  world.log.append({ kind: 'suppressed', serverId: server.id, stream: stream.id, recipient: email, ...why });
  tell(world, place, recipient, why.origin, why.reason);
}

/** Takes an address off the list. Nothing happens when it is not on it. */
export function reactivate(world: PostmarkWorld, place: Place, recipient: string, origin: SuppressionOrigin): void {
  const email = recipient.toLowerCase();
  if (!place.stream.suppressions.delete(email)) return;
  for (const bounce of world.bounces) {
    if (
      bounce.email.toLowerCase() === email &&
      bounce.message.server === place.server &&
      bounce.message.stream === place.stream
    ) {
      bounce.isInactive = false;
      world.journal.note(bounceFact(bounce));
    }
  }
  world.log.append({
    kind: 'reactivated',
    serverId: place.server.id,
    stream: place.stream.id,
    recipient: email,
    origin,
    reason: null,
  });
  tell(world, place, recipient, origin, null);
}

function tell(
  world: PostmarkWorld,
  { server, stream, message }: Place,
  recipient: string,
  origin: SuppressionOrigin,
  reason: SuppressionReason | null,
): void {
  const at = world.clock.now();
  message?.events.push({
    type: 'SubscriptionChanged',
    recipient,
    at,
    details: { Origin: origin, SuppressSending: reason === null ? 'False' : 'True' },
  });
  const change: SubscriptionChange = {
    serverId: server.id,
    streamId: stream.id,
    message,
    recipient,
    at,
    origin,
    reason,
  };
  const event = {
    streamId: stream.id,
    messageId: message?.id ?? null,
    recipient,
    payload: () => subscriptionPayload(change),
  };
  world.webhooks.emit(server, { recordType: 'SubscriptionChange', ...event });
  noteAccount(world);
  if (message) world.journal.note(stateFact(message));
}
