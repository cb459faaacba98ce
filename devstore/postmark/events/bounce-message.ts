import { bounceFact, stateFact } from '../kept/notes';
import type { OutboundMessage } from '../messages/message';
import { bouncePayload } from '../webhooks/payloads';
import type { PostmarkWorld } from '../world';
import { type Bounce, type BounceType, bounceTypes, deactivates, isReturned } from './bounces';
import { suppress } from './change-subscription';

/**
 * A mail comes back, or its recipient complains (`SpamComplaint`): kept as a bounce, told by webhook, and the address suppressed on the
 * stream when the type asks for it.
 */
export function bounceMessage(
  world: PostmarkWorld,
  message: OutboundMessage,
  recipient: string,
  type: BounceType,
): Bounce {
  const at = world.clock.now();
  const { description, name } = bounceTypes[type];
  const isComplaint = type === 'SpamComplaint';
  const details = isComplaint ? 'Feedback report of the mailbox provider' : `smtp;550 5.0.0 ${description}`;
  const dump = `Reporting-MTA: dns; devstore\r\nFinal-Recipient: rfc822; ${recipient}\r\nDiagnostic-Code: ${details}\r\n`;
  const isInactive = deactivates(type);
  const bounce: Bounce = {
    id: world.ids.large(),
    type,
    message,
    email: recipient,
    at,
    details,
    isInactive,
    canActivate: isInactive && !isComplaint,
    dump,
  };
  world.bounces.push(bounce);
  if (isReturned(type)) message.returnedFrom.add(recipient);
  message.events.push({
    type: 'Bounced',
    recipient,
    at,
    details: { Summary: `${name}: ${description}`, BounceID: bounce.id },
  });
  world.log.append({ kind: isComplaint ? 'complained' : 'bounced', messageId: message.id, recipient, detail: type });
  world.webhooks.emit(message.server, {
    recordType: isComplaint ? 'SpamComplaint' : 'Bounce',
    streamId: message.stream.id,
    messageId: message.id,
    recipient,
    payload: (webhook) => bouncePayload(bounce, isComplaint ? webhook.complaintHasContent : webhook.bounceHasContent),
  });
  if (isInactive) {
    const place = { server: message.server, stream: message.stream, message };
    suppress(world, place, recipient, { reason: isComplaint ? 'SpamComplaint' : 'HardBounce', origin: 'Recipient' });
  }
  world.journal.note(bounceFact(bounce));
  world.journal.note(stateFact(message));
  return bounce;
}
