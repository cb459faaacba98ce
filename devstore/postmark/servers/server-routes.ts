import type { Router } from 'express';
import { z } from 'zod';
import { ApiError } from '../http/api-error';
import { pageOf } from '../http/call';
import { accountRouter, serverRouter } from '../http/routes';
import { badFieldNames } from '../messages/fields';
import type { PostmarkWorld } from '../world';
import { type PostmarkServer, trackLinksOptions } from './servers';

const hook = z.string().nullish();

const serverFields = z.strictObject({
  Name: z.string().nullish(),
  Color: z.string().nullish(),
  DeliveryType: z.enum(['Live', 'Sandbox']).nullish(),
  TrackOpens: z.boolean().nullish(),
  TrackLinks: z.enum(trackLinksOptions).nullish(),
  SmtpApiActivated: z.boolean().nullish(),
  RawEmailEnabled: z.boolean().nullish(),
  InboundHookUrl: hook,
  BounceHookUrl: hook,
  OpenHookUrl: hook,
  DeliveryHookUrl: hook,
  ClickHookUrl: hook,
  PostFirstOpenOnly: z.boolean().nullish(),
  InboundDomain: hook,
  InboundSpamThreshold: z.number().min(0).max(30).nullish(),
  IncludeBounceContentInHook: z.boolean().nullish(),
  EnableSmtpApiErrorHooks: z.boolean().nullish(),
});
type ServerFields = z.infer<typeof serverFields>;

const colors = ['Purple', 'Blue', 'Turquoise', 'Green', 'Red', 'Yellow', 'Grey', 'Orange'];

/** A server's own settings, by its token. */
export function serverRoutes(world: PostmarkWorld): Router {
  return serverRouter(world, {
    'GET /server': ({ server }) => serverJson(server),
    'PUT /server': ({ server, json }) => serverJson(edit(world, server, readFields(json()))),
  });
}

/** All servers, by the account's token. */
export function allServersRoutes(world: PostmarkWorld): Router {
  const serverAt = (id: string): PostmarkServer => {
    const server = world.account.servers.get(Number(id));
    if (!server) throw new ApiError(601, 'The server was not found.', 404);
    return server;
  };
  return accountRouter(world, {
    'GET /servers': ({ query }) => {
      const { count, offset } = pageOf(query, 600);
      const name = query.get('name')?.toLowerCase() ?? '';
      const found = [...world.account.servers.values()].filter((server) => server.name.toLowerCase().includes(name));
      return { TotalCount: found.length, Servers: found.slice(offset, offset + count).map(serverJson) };
    },
    'GET /servers/:id': ({ part }) => serverJson(serverAt(part('id'))),
    'POST /servers': ({ json }) => serverJson(create(world, readFields(json()))),
    'PUT /servers/:id': ({ part, json }) => serverJson(edit(world, serverAt(part('id')), readFields(json()))),
    'DELETE /servers/:id': ({ part }) => {
      serverAt(part('id'));
      throw new ApiError(604, 'You do not have permission to delete servers using the API.');
    },
  });
}

function create(world: PostmarkWorld, fields: ServerFields): PostmarkServer {
  const name = checkName(world, fields.Name ?? '', null);
  checkColor(fields.Color);
  const server = world.account.addServer({ name, deliveryType: fields.DeliveryType ?? 'Live' }, world.clock.now());
  return edit(world, server, { ...fields, Name: null, DeliveryType: null });
}

function readFields(json: unknown): ServerFields {
  if (json === undefined) throw new ApiError(609, 'No server data received.');
  const parsed = serverFields.safeParse(json);
  if (parsed.success) return parsed.data;
  const names = badFieldNames(parsed.error);
  if (names.includes('TrackLinks')) throw new ApiError(612, "The supplied 'TrackLinks' option is not valid.");
  if (names.includes('DeliveryType')) throw new ApiError(613, "The supplied 'DeliveryType' option is not valid.");
  throw new ApiError(403, `Invalid request field(s): ${names.map((name) => `'${name}'`).join(', ')}.`);
}

function checkName(world: PostmarkWorld, name: string, own: PostmarkServer | null): string {
  if (name.trim() === '') throw new ApiError(608, 'Server name is invalid or missing.');
  if ([...world.account.servers.values()].some((server) => server !== own && server.name === name))
    throw new ApiError(603, 'This server name already exists.');
  return name;
}

function checkColor(color: string | null | undefined): void {
  if (color && !colors.some((each) => each.toLowerCase() === color.toLowerCase()))
    throw new ApiError(607, 'Invalid server color.');
}

function edit(world: PostmarkWorld, server: PostmarkServer, fields: ServerFields): PostmarkServer {
  const { Name, Color, DeliveryType, TrackOpens, TrackLinks, ...rest } = fields;
  if (DeliveryType && DeliveryType !== server.deliveryType)
    throw new ApiError(615, 'Action is not supported: the DeliveryType is fixed when a server is created.');
  if (Name) server.name = checkName(world, Name, server);
  checkColor(Color);
  server.color = Color ?? server.color;
  server.trackOpens = TrackOpens ?? server.trackOpens;
  server.trackLinks = TrackLinks ?? server.trackLinks;
  server.kept = {
    ...server.kept,
    ...Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined)),
  };
  return server;
}

function serverJson(server: PostmarkServer): object {
  return {
    ID: server.id,
    Name: server.name,
    ApiTokens: [server.token],
    ServerLink: `https://account.postmarkapp.com/servers/${server.id}/streams`,
    Color: server.color,
    SmtpApiActivated: true,
    RawEmailEnabled: false,
    DeliveryType: server.deliveryType,
    InboundAddress: `${server.id}@inbound.postmarkapp.com`,
    InboundHookUrl: '',
    BounceHookUrl: '',
    OpenHookUrl: '',
    DeliveryHookUrl: '',
    ClickHookUrl: '',
    PostFirstOpenOnly: false,
    InboundDomain: '',
    InboundHash: String(server.id),
    InboundSpamThreshold: 0,
    TrackOpens: server.trackOpens,
    TrackLinks: server.trackLinks,
    IncludeBounceContentInHook: false,
    EnableSmtpApiErrorHooks: false,
    ...server.kept,
  };
}
