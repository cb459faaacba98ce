import { deliveryDueAtMs, releaseHeld, sendOnItsWay } from '../events/deliver-message';
import type { OutboundMessage } from '../messages/message';
import type { PostmarkWorld } from '../world';
import { factsOf, type KeptMessage, type PostmarkFact } from './facts';

/** Puts back what came to pass in earlier runs; the account is there already. Nothing moves until `takeUp`. */
export function restore(world: PostmarkWorld, facts: readonly PostmarkFact[]): void {
  for (const { message } of factsOf(facts, 'message')) world.messages.add(withServer(world, message));
  const withMessage = <E extends { message: string }>(event: E) => ({
    ...event,
    message: found(world.messages.get(event.message), `message ${event.message}`),
  });
  world.opens.push(...factsOf(facts, 'open').map(({ open }) => withMessage(open)));
  world.clicks.push(...factsOf(facts, 'click').map(({ click }) => withMessage(click)));
  world.bounces.push(...factsOf(facts, 'bounce').map(({ bounce }) => withMessage(bounce)));
}

function withServer({ account }: PostmarkWorld, message: KeptMessage): OutboundMessage {
  const server = found(account.servers.get(message.server), `server ${message.server}`);
  return { ...message, server, stream: found(server.streams.get(message.stream), `stream ${message.stream}`) };
}

function found<T>(thing: T | undefined, what: string): T {
  if (thing === undefined) throw new Error(`The kept mail names a ${what} that is not kept. Begin anew with --reset.`);
  return thing;
}

/** Sends on their way the mails that an earlier run had taken and not delivered, those too that it was holding back, and makes its reports. */
export function takeUp(world: PostmarkWorld): void {
  for (const message of world.messages.all())
    if (!message.isSent && !message.isHeld) sendOnItsWay(world, message, deliveryDueAtMs(world, message));
  releaseHeld(world);
  world.webhooks.takeUp();
}
