import { errorBody, type ErrorBody } from '../http/api-error';
import { messageFact } from '../kept/notes';
import type { PostmarkServer } from '../servers/servers';
import { easternTime } from '../time';
import { customUnsubscribeWarnings } from '../unsubscribe/custom-warnings';
import { systemNowMs, type PostmarkWorld } from '../world';
import { sendOnItsWay } from '../events/deliver-message';
import type { Draft, OutboundMessage } from './message';

export interface SendResponse {
  To: string;
  SubmittedAt: string;
  MessageID: string;
  ErrorCode: 0;
  Message: string;
}

export type Submitted = { kind: 'accepted'; response: SendResponse } | { kind: 'refused'; error: ErrorBody };

interface Origin {
  requestId: number;
  index: number;
  /** The request's To as it was written: the answer repeats it. */
  to: string;
  isBatch: boolean;
}

/** The last check (suppressions), and then the message is taken: kept, logged and sent on its way. */
export function submitMessage(world: PostmarkWorld, server: PostmarkServer, draft: Draft, origin: Origin): Submitted {
  const everyone = [...draft.to, ...draft.cc, ...draft.bcc].map(({ email }) => email);
  const inactive = everyone.filter((email) => draft.stream.suppressions.has(email.toLowerCase()));
  if (inactive.length === everyone.length) return { kind: 'refused', error: inactiveError(inactive, origin.isBatch) };
  const message = takeMessage(
    world,
    server,
    draft,
    everyone.filter((email) => !inactive.includes(email)),
  );
  logAccepted(world, message, everyone, origin);
  if (!message.isHeld) sendOnItsWay(world, message);
  const text =
    inactive.length === 0
      ? 'OK'
      : `Message OK, but will not deliver to these inactive addresses: ${inactive.join(', ')}.`;
  return {
    kind: 'accepted',
    response: {
      To: origin.to,
      SubmittedAt: easternTime(message.at),
      MessageID: message.id,
      ErrorCode: 0,
      Message: text,
    },
  };
}

/** Two wordings, as Postmark has them; its client reads the addresses out of either. */
function inactiveError(addresses: string[], isBatch: boolean): ErrorBody {
  const whom = isBatch ? 'a recipient that has been' : 'recipient(s) that have been';
  const found = `You tried to send to ${whom} marked as inactive. Found inactive addresses: ${addresses.join(', ')}. `;
  return errorBody(
    406,
    `${found}Inactive recipients are ones that have generated a hard bounce, a spam complaint, or a manual suppression.${isBatch ? ' ' : ''}`,
  );
}

function takeMessage(
  world: PostmarkWorld,
  server: PostmarkServer,
  draft: Draft,
  recipients: string[],
): OutboundMessage {
  const message: OutboundMessage = {
    ...draft,
    id: world.ids.uuid(),
    server,
    unsubscribeHandling: draft.stream.unsubscribeHandling,
    recipients,
    at: world.clock.now(),
    receivedAtMs: systemNowMs(world),
    isHeld: world.isSendingPaused,
    isSent: false,
    returnedFrom: new Set(),
    events: [],
  };
  world.messages.add(message);
  world.journal.note(messageFact(message));
  // What the log calls accepted is never forgotten, even where the process is killed in this very turn.
  world.journal.flush();
  return message;
}

function logAccepted(world: PostmarkWorld, message: OutboundMessage, everyone: string[], origin: Origin): void {
  const warnings = message.unsubscribeHandling === 'Custom' ? customUnsubscribeWarnings(message) : [];
  world.log.append({
    kind: 'accepted',
    requestId: origin.requestId,
    index: origin.index,
    messageId: message.id,
    serverId: message.server.id,
    stream: message.stream.id,
    from: message.from.email.toLowerCase(),
    to: everyone.map((email) => email.toLowerCase()),
    subject: message.subject,
    tag: message.tag,
    metadata: message.metadata,
    warnings,
  });
}
