import { reactivate } from '../events/change-subscription';
import { mayCustomerLift, type Suppression } from '../streams/suppressions';
import type { PostmarkWorld } from '../world';

export interface SuppressedAddress extends Suppression {
  serverId: number;
  stream: string;
  /** Who can take it off the list; null: nobody can, it was a complaint. */
  mayBeLiftedBy: 'Customer' | 'Recipient' | null;
}

/** Every stream's suppression list, newest first. */
export function listSuppressed(world: PostmarkWorld): SuppressedAddress[] {
  const all = [...world.account.servers.values()].flatMap((server) =>
    [...server.streams.values()].flatMap((stream) =>
      [...stream.suppressions.values()].map((suppression) => ({
        ...suppression,
        serverId: server.id,
        stream: stream.id,
        mayBeLiftedBy: lifterOf(suppression),
      })),
    ),
  );
  return all.sort((a, b) => b.createdAt.getTime() - a.createdAt.getTime());
}

/** Takes an address off the list as the one who may, and tells so by webhook. Throws when nobody may, or when it is not on the list. */
export function liftSuppression(
  world: PostmarkWorld,
  where: { serverId: number; stream: string; email: string },
): 'Customer' | 'Recipient' {
  const server = world.account.servers.get(where.serverId);
  const stream = server?.streams.get(where.stream);
  const known = stream?.suppressions.get(where.email.toLowerCase());
  if (!server || !stream || !known)
    throw new Error(`inbox.reactivate: ${where.email} is not suppressed on the stream ${where.stream}.`);
  const lifter = lifterOf(known);
  if (!lifter)
    throw new Error(`inbox.reactivate: ${where.email} complained about spam; Postmark lets nobody lift that.`);
  reactivate(world, { server, stream, message: null }, where.email, lifter);
  return lifter;
}

function lifterOf(suppression: Suppression): SuppressedAddress['mayBeLiftedBy'] {
  if (mayCustomerLift(suppression)) return 'Customer';
  return suppression.reason === 'SpamComplaint' ? null : 'Recipient';
}
