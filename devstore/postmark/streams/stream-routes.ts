import type { Router } from 'express';
import { z } from 'zod';
import { ApiError } from '../http/api-error';
import { type ServerCall, serverRouter } from '../http/routes';
import { badFieldNames } from '../messages/fields';
import type { PostmarkServer } from '../servers/servers';
import { easternTime } from '../time';
import type { PostmarkWorld } from '../world';
import { makeStream, type MessageStream, type StreamType, type UnsubscribeHandling } from './streams';

const streamFields = z.strictObject({
  ID: z.string().nullish(),
  Name: z.string().nullish(),
  MessageStreamType: z.string().nullish(),
  Description: z.string().nullish(),
  SubscriptionManagementConfiguration: z.strictObject({ UnsubscribeHandlingType: z.string() }).nullish(),
});
type StreamFields = z.infer<typeof streamFields>;

const purgeAfterDays = 45;

export function streamRoutes(world: PostmarkWorld): Router {
  const answer = (call: ServerCall, stream: MessageStream) => streamJson(call.server, stream);

  return serverRouter(world, {
    'GET /message-streams': (call) => {
      const type = call.query.get('messagestreamtype')?.toLowerCase() ?? 'all';
      const withArchived = call.query.get('includearchivedstreams')?.toLowerCase() === 'true';
      const found = [...call.server.streams.values()].filter(
        (stream) => (type === 'all' || stream.type.toLowerCase() === type) && (withArchived || !stream.archivedAt),
      );
      return { MessageStreams: found.map((stream) => answer(call, stream)), TotalCount: found.length };
    },
    'GET /message-streams/:id': (call) => answer(call, streamOf(call)),
    'POST /message-streams': (call) => answer(call, createStream(world, call)),
    'PATCH /message-streams/:id': (call) => answer(call, editStream(world, call)),
    'POST /message-streams/:id/archive': (call) => {
      const stream = streamOf(call);
      if (stream.id === 'outbound' || stream.type === 'Inbound')
        throw new ApiError(1229, 'You cannot archive the default transactional and inbound streams.');
      stream.archivedAt ??= world.clock.now();
      return { ID: stream.id, ServerID: call.server.id, ExpectedPurgeDate: purgeDate(stream) };
    },
    'POST /message-streams/:id/unarchive': (call) => {
      const stream = streamOf(call);
      stream.archivedAt = null;
      return answer(call, stream);
    },
  });
}

export function streamOf({ server, part }: ServerCall): MessageStream {
  const stream = server.streams.get(part('id'));
  if (!stream) throw new ApiError(1226, "The message stream for the provided 'ID' was not found.");
  return stream;
}

function readFields(json: unknown): StreamFields {
  const parsed = streamFields.safeParse(json ?? {});
  if (!parsed.success)
    throw new ApiError(
      403,
      `Invalid request field(s): ${badFieldNames(parsed.error)
        .map((name) => `'${name}'`)
        .join(', ')}.`,
    );
  return parsed.data;
}

function createStream(world: PostmarkWorld, { server, json }: ServerCall): MessageStream {
  const fields = readFields(json());
  const id = fields.ID ?? '';
  const type = fields.MessageStreamType;
  if (type !== 'Transactional' && type !== 'Broadcasts')
    throw new ApiError(1221, "The 'MessageStreamType' associated with this request was invalid.");
  if (!/^[a-z][a-z0-9-_]{0,29}$/i.test(id))
    throw new ApiError(1227, "The 'ID' must be a non-empty string starting with a letter, up to 30 characters.");
  if (id.toLowerCase().startsWith('pm-')) throw new ApiError(1233, "The 'ID' must not start with the 'pm-' prefix.");
  if (id.toLowerCase() === 'all') throw new ApiError(1237, "The 'ID' is reserved.");
  if (server.streams.has(id)) throw new ApiError(1230, "The 'ID' provided already exists for this server.");
  if (server.streams.size >= world.limits.streamsPerServer)
    throw new ApiError(1225, 'You have reached the maximum number of message streams for this server.');
  const name = checkTexts(fields);
  if (!name) throw new ApiError(1223, "A valid 'Name' must be provided.");
  const unsubscribeHandling = readHandling(world, fields, type);
  const stream = makeStream(
    {
      id,
      name,
      type,
      description: fields.Description ?? null,
      ...(unsubscribeHandling ? { unsubscribeHandling } : {}),
    },
    world.clock.now(),
  );
  server.streams.set(id, stream);
  return stream;
}

function editStream(world: PostmarkWorld, call: ServerCall): MessageStream {
  const stream = streamOf(call);
  const fields = readFields(call.json());
  if (fields.ID || fields.MessageStreamType)
    throw new ApiError(403, "Invalid request field(s): 'ID', 'MessageStreamType' cannot be changed.");
  const name = checkTexts(fields);
  const handling = readHandling(world, fields, stream.type);
  stream.name = name ?? stream.name;
  stream.description = fields.Description === undefined ? stream.description : fields.Description;
  stream.unsubscribeHandling = handling ?? stream.unsubscribeHandling;
  stream.updatedAt = world.clock.now();
  return stream;
}

function checkTexts(fields: StreamFields): string | null {
  if ((fields.Name ?? '').length > 255) throw new ApiError(1224, "The 'Name' is too long.");
  if ((fields.Description ?? '').length > 1_000) throw new ApiError(1231, "The 'Description' is too long.");
  if (/<[a-z!/]/i.test(fields.Description ?? ''))
    throw new ApiError(1234, "The 'Description' must not contain HTML tags.");
  return fields.Name?.trim() || null;
}

/** Broadcasts need a way to unsubscribe; one's own needs the approval of Postmark's support. */
function readHandling(world: PostmarkWorld, fields: StreamFields, type: StreamType): UnsubscribeHandling | null {
  const handling = fields.SubscriptionManagementConfiguration?.UnsubscribeHandlingType;
  if (handling === undefined) return null;
  if (handling !== 'None' && handling !== 'Postmark' && handling !== 'Custom')
    throw new ApiError(1240, "The 'UnsubscribeHandlingType' associated with this request is invalid.");
  const isSupported = type === 'Broadcasts' ? handling !== 'None' : handling === 'None';
  if (!isSupported)
    throw new ApiError(1239, "The 'UnsubscribeHandlingType' provided is not supported for this stream type.");
  if (handling === 'Custom' && !world.account.mayUseCustomUnsubscribe)
    throw new ApiError(1238, 'You do not have permission to use Custom Unsubscribe Handling for this stream.');
  return handling;
}

const purgeDate = (stream: MessageStream) =>
  stream.archivedAt ? easternTime(new Date(stream.archivedAt.getTime() + purgeAfterDays * 86_400_000)) : null;

function streamJson(server: PostmarkServer, stream: MessageStream): object {
  const time = (at: Date | null) => (at ? easternTime(at) : null);
  return {
    ID: stream.id,
    ServerID: server.id,
    Name: stream.name,
    Description: stream.description,
    MessageStreamType: stream.type,
    CreatedAt: time(stream.createdAt),
    UpdatedAt: time(stream.updatedAt),
    ArchivedAt: time(stream.archivedAt),
    ExpectedPurgeDate: purgeDate(stream),
    SubscriptionManagementConfiguration: { UnsubscribeHandlingType: stream.unsubscribeHandling },
  };
}
