import type { Router } from 'express';
import { ApiError } from '../http/api-error';
import { pageOf } from '../http/call';
import { type ServerCall, serverRouter } from '../http/routes';
import { bouncePayload } from '../webhooks/payloads';
import type { PostmarkWorld } from '../world';
import { type Bounce, bounceTypes, isBounceType } from './bounces';
import { reactivate } from './change-subscription';

export function bounceRoutes(world: PostmarkWorld): Router {
  const bounceOf = ({ server, part }: ServerCall): Bounce => {
    const bounce = world.bounces.find(({ id, message }) => String(id) === part('id') && message.server === server);
    if (!bounce) throw new ApiError(1001, 'The bounce was not found.');
    return bounce;
  };

  return serverRouter(world, {
    'GET /bounces': (call) => {
      const { count, offset } = pageOf(call.query, 1000);
      const found = findBounces(world, call);
      return {
        TotalCount: found.length,
        Bounces: found.slice(offset, offset + count).map((bounce) => bounceJson(bounce, false)),
      };
    },
    'GET /bounces/:id': (call) => bounceJson(bounceOf(call), true),
    'GET /bounces/:id/dump': (call) => ({ Body: bounceOf(call).dump }),
    'PUT /bounces/:id/activate': (call) => {
      const bounce = bounceOf(call);
      if (!bounce.canActivate)
        throw new ApiError(1003, 'Due to the type of bounce, this address cannot be reactivated.');
      reactivate(
        world,
        { server: call.server, stream: bounce.message.stream, message: null },
        bounce.email,
        'Customer',
      );
      return { Message: 'OK', Bounce: bounceJson(bounce, true) };
    },
    'GET /deliverystats': ({ server }) =>
      deliveryStats(world.bounces.filter(({ message }) => message.server === server)),
  });
}

const bounceJson = (bounce: Bounce, withContent: boolean) => ({
  ...bouncePayload(bounce, withContent),
  RecordType: 'Bounce',
});

/** Newest first; without `messagestream` those of the stream `outbound`. */
function findBounces(world: PostmarkWorld, { server, query }: ServerCall): Bounce[] {
  const type = query.get('type');
  if (type !== undefined && !isBounceType(type))
    throw new ApiError(1000, `Parameter 'type': '${type}' is not a bounce type.`);
  const [inactive, email, tag, messageId] = [
    query.get('inactive'),
    query.get('emailfilter')?.toLowerCase(),
    query.get('tag'),
    query.get('messageid'),
  ];
  const streamId = query.get('messagestream') ?? 'outbound';
  const matches = (bounce: Bounce) =>
    bounce.message.server === server &&
    bounce.message.stream.id === streamId &&
    (type === undefined || bounce.type === type) &&
    (inactive === undefined || String(bounce.isInactive) === inactive) &&
    (email === undefined || bounce.email.toLowerCase().includes(email)) &&
    (tag === undefined || bounce.message.tag === tag) &&
    (messageId === undefined || bounce.message.id === messageId);
  return world.bounces.filter(matches).reverse();
}

function deliveryStats(bounces: Bounce[]): object {
  const types = [...new Set(bounces.map(({ type }) => type))];
  const byType = types.map((type) => ({
    Type: type,
    Name: bounceTypes[type].name,
    Count: bounces.filter((bounce) => bounce.type === type).length,
  }));
  return {
    InactiveMails: bounces.filter(({ isInactive }) => isInactive).length,
    Bounces: [{ Name: 'All', Count: bounces.length }, ...byType],
  };
}
