import type { RequestHandler } from 'express';
import type { PostmarkServer } from '../servers/servers';
import type { PostmarkWorld } from '../world';
import { ApiError } from './api-error';
import { type Call, callOf, jsonOf, type Query, queryOf } from './call';
import { reply } from './reply';

export interface ApiCall {
  call: Call;
  query: Query;
  /** A part of the path, such as `id` of `/webhooks/:id`. */
  part: (name: string) => string;
  json: () => unknown;
}

export type ServerCall = ApiCall & { server: PostmarkServer };

/** A route of the server API: asks for a server's token, answers what `handle` gives with 200. */
export function serverRoute(
  world: PostmarkWorld,
  handle: (call: ServerCall) => object | Promise<object>,
): RequestHandler {
  return route((call, header) => handle({ ...call, server: serverOf(world, header('x-postmark-server-token')) }));
}

/** A route of the account API. */
export function accountRoute(
  world: PostmarkWorld,
  handle: (call: ApiCall) => object | Promise<object>,
): RequestHandler {
  return route((call, header) => {
    if (header('x-postmark-account-token') !== world.account.token)
      throw new ApiError(10, 'Request does not contain a valid Account token.', 401);
    return handle(call);
  });
}

export function serverOf(world: PostmarkWorld, token: string | undefined): PostmarkServer {
  const server = token === undefined ? undefined : world.account.serverWithToken(token);
  if (!server) throw new ApiError(10, 'Request does not contain a valid Server token.', 401);
  return server;
}

export function route(
  handle: (call: ApiCall, header: (name: string) => string | undefined) => object | Promise<object>,
): RequestHandler {
  return (req, res, next) => {
    const call = callOf(res);
    const answer = async () => {
      const body = await handle(
        { call, query: queryOf(req), part: (name) => req.params[name] ?? '', json: () => jsonOf(call) },
        (name) => req.header(name),
      );
      reply(res, 200, body);
    };
    answer().catch(next);
  };
}
