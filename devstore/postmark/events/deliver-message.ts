import { stateFact } from '../kept/notes';
import type { OutboundMessage } from '../messages/message';
import { deliveryPayload } from '../webhooks/payloads';
import type { PostmarkWorld } from '../world';
import { bounceMessage } from './bounce-message';
import { testBounceOf } from './bounces';

const serverAnswer = '250 2.0.0 OK';

/** Sends a taken message on its way: after the delivery delay each recipient's server takes it, or a test address bounces it. */
export function sendOnItsWay(
  world: PostmarkWorld,
  message: OutboundMessage,
  dueAtMs = world.clock.now().getTime() + world.deliveryDelayMs,
): void {
  world.queue.add(dueAtMs, () => Promise.resolve(deliver(world, message)), 'delivery');
}

/** When a message that was taken by an earlier run is due to arrive. */
export const deliveryDueAtMs = (world: PostmarkWorld, message: OutboundMessage): number =>
  message.at.getTime() + world.deliveryDelayMs;

function deliver(world: PostmarkWorld, message: OutboundMessage): void {
  message.isSent = true;
  for (const recipient of message.recipients) {
    const bounce = testBounceOf(message, recipient);
    if (bounce) bounceMessage(world, message, recipient, bounce);
    else arrive(world, message, recipient);
  }
  world.journal.note(stateFact(message));
}

function arrive(world: PostmarkWorld, message: OutboundMessage, recipient: string): void {
  const at = world.clock.now();
  const destination = {
    DeliveryMessage: serverAnswer,
    DestinationServer: `mx.${recipient.slice(recipient.lastIndexOf('@') + 1)}`,
    DestinationIP: '127.0.0.1',
  };
  message.events.push({ type: 'Delivered', recipient, at, details: destination });
  world.log.append({ kind: 'delivered', messageId: message.id, recipient, detail: serverAnswer });
  const event = {
    streamId: message.stream.id,
    messageId: message.id,
    recipient,
    payload: () => deliveryPayload(message, recipient, at, serverAnswer),
  };
  world.webhooks.emit(message.server, { recordType: 'Delivery', ...event });
}

/** Postmark resumes sending on an account it had paused: what was taken meanwhile goes out now and can be found from now on. */
export function releaseHeld(world: PostmarkWorld): void {
  for (const message of world.messages.all()) {
    if (!message.isHeld) continue;
    message.isHeld = false;
    world.journal.note(stateFact(message));
    sendOnItsWay(world, message);
  }
}
