import { clickFact, openFact, stateFact } from '../kept/notes';
import type { OutboundMessage } from '../messages/message';
import type { Click } from '../tracking/opens-and-clicks';
import type { Reader } from '../tracking/reader';
import { clickPayload, openPayload } from '../webhooks/payloads';
import type { PostmarkWorld } from '../world';

/** Each open is told; only a recipient's first one is kept, as Postmark does. */
export function recordOpen(world: PostmarkWorld, message: OutboundMessage, recipient: string, reader: Reader): void {
  const at = world.clock.now();
  const isFirst = !message.events.some((event) => event.type === 'Opened' && event.recipient === recipient);
  if (isFirst) {
    const open = { message, recipient, at, reader };
    world.opens.push(open);
    message.events.push({
      type: 'Opened',
      recipient,
      at,
      details: { Summary: `Email opened with ${reader.client.Name} on ${reader.os.Name}` },
    });
    world.journal.note(openFact(open));
    world.journal.note(stateFact(message));
  }
  world.log.append({ kind: 'opened', messageId: message.id, recipient, detail: reader.userAgent });
  world.webhooks.emit(message.server, {
    recordType: 'Open',
    streamId: message.stream.id,
    messageId: message.id,
    recipient,
    payload: () => openPayload(message, { recipient, at, isFirst, reader }),
    isWantedBy: (webhook) => isFirst || !webhook.isFirstOpenOnly,
  });
}

/** A recipient's first click on a link is kept and told; further ones on the same link only redirect, as Postmark does. */
export function recordClick(world: PostmarkWorld, click: Omit<Click, 'at'>): void {
  const { message, recipient, url, location, reader } = click;
  const at = world.clock.now();
  world.log.append({ kind: 'clicked', messageId: message.id, recipient, detail: url });
  if (
    message.events.some(
      (event) => event.type === 'LinkClicked' && event.recipient === recipient && event.details.Link === url,
    )
  )
    return;
  const kept = { ...click, at };
  world.clicks.push(kept);
  message.events.push({
    type: 'LinkClicked',
    recipient,
    at,
    details: { Summary: `Tracked ${location} link was clicked`, Link: url, ClickLocation: location },
  });
  world.journal.note(clickFact(kept));
  world.journal.note(stateFact(message));
  world.webhooks.emit(message.server, {
    recordType: 'Click',
    streamId: message.stream.id,
    messageId: message.id,
    recipient,
    payload: () => clickPayload(message, { recipient, at, url, location, reader }),
  });
}
