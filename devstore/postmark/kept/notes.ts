import type { KeptAccount } from '../account/account';
import type { Bounce } from '../events/bounces';
import type { OutboundMessage } from '../messages/message';
import type { Click, Open } from '../tracking/opens-and-clicks';
import type { PostmarkWorld } from '../world';
import type { PostmarkFact } from './facts';

/** Notes the account as it is: something about its servers, streams, suppressions, webhooks or senders has changed. */
export function noteAccount(world: Pick<PostmarkWorld, 'account' | 'ids' | 'journal'>): void {
  const { state, servers, senders } = world.account;
  const account: KeptAccount = {
    state,
    servers: [...servers.values()],
    signatures: [...senders.signatures.values()],
    domains: [...senders.domains.values()],
    lastSmallId: world.ids.lastSmall,
  };
  world.journal.note({ kind: 'account', account });
}

export const messageFact = ({ server, stream, ...message }: OutboundMessage): PostmarkFact => ({
  kind: 'message',
  message: { ...message, server: server.id, stream: stream.id },
});

/** What has become of a message since it was taken. */
export const stateFact = ({ id, isHeld, isSent, returnedFrom, events }: OutboundMessage): PostmarkFact => ({
  kind: 'message-state',
  ...{ id, isHeld, isSent, returnedFrom, events },
});

export const openFact = (open: Open): PostmarkFact => ({ kind: 'open', open: byId(open) });
export const clickFact = (click: Click): PostmarkFact => ({ kind: 'click', click: byId(click) });
export const bounceFact = (bounce: Bounce): PostmarkFact => ({ kind: 'bounce', bounce: byId(bounce) });

const byId = <E extends { message: OutboundMessage }>(event: E) => ({ ...event, message: event.message.id });
