import type { OutboundMessage } from '../messages/message';
import type { PostmarkWorld } from '../world';

/** The message and the recipient that a public address names, or undefined. */
export function findCopy(
  world: PostmarkWorld,
  id: string,
  index: string,
): { message: OutboundMessage; recipient: string; index: number } | undefined {
  const message = world.messages.get(id);
  const recipient = /^\d{1,2}$/.test(index) ? message?.recipients[Number(index)] : undefined;
  return message && recipient !== undefined ? { message, recipient, index: Number(index) } : undefined;
}
