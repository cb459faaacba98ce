import { type RequestHandler, Router } from 'express';
import { noteAccount } from '../kept/notes';
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
  /** The body; `undefined` when there is none. */
  json: () => unknown;
}

export type ServerCall = ApiCall & { server: PostmarkServer };

/** Handlers by method and path, such as `GET /webhooks/:id`. What a handler gives is answered with 200. */
export type RouteTable<C> = Record<
  `${'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'} /${string}`,
  (call: C) => object | Promise<object>
>;

/** Routes of the server API: each asks for a server's token. */
export function serverRouter(world: PostmarkWorld, table: RouteTable<ServerCall>): Router {
  return makeRouter(world, table, (handle) =>
    route((call, header) => handle({ ...call, server: serverOf(world, header('x-postmark-server-token')) })),
  );
}

/** Routes of the account API: each asks for the account's token. */
export function accountRouter(world: PostmarkWorld, table: RouteTable<ApiCall>): Router {
  return makeRouter(world, table, (handle) =>
    route((call, header) => {
      if (header('x-postmark-account-token') !== world.account.token)
        throw new ApiError(10, 'Request does not contain a valid Account token.', 401);
      return handle(call);
    }),
  );
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
      const asked = {
        call,
        query: queryOf(req),
        part: (name: string) => req.params[name] ?? '',
        json: () => jsonOf(call),
      };
      reply(res, 200, await handle(asked, (name) => req.header(name)));
    };
    answer().catch(next);
  };
}

type Handle<C> = RouteTable<C>[keyof RouteTable<C>];

/** What is not only read may have changed the account, which is kept before the answer goes out. */
function makeRouter<C>(
  world: PostmarkWorld,
  table: RouteTable<C>,
  wrap: (handle: Handle<C>) => RequestHandler,
): Router {
  const router = Router();
  const noting = (handle: Handle<C>): Handle<C> => {
    return async (call) => {
      const answer = await handle(call);
      noteAccount(world);
      return answer;
    };
  };
  for (const [place, handle] of Object.entries(table)) {
    const [method, path] = place.split(' ') as ['GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE', string];
    router[method.toLowerCase() as Lowercase<typeof method>](path, wrap(method === 'GET' ? handle : noting(handle)));
  }
  return router;
}
