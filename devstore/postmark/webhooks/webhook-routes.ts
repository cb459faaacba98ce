import type { Router } from 'express';
import { ApiError } from '../http/api-error';
import { type ServerCall, serverRouter } from '../http/routes';
import { badFieldNames } from '../messages/fields';
import type { PostmarkWorld } from '../world';
import { type Verification, verifyWebhook } from './verify-webhook';
import { applyFields, emptyWebhook, type Webhook, type WebhookFields, webhookFields, webhookJson } from './webhooks';

export function webhookRoutes(world: PostmarkWorld): Router {
  return serverRouter(world, {
    'GET /webhooks': ({ server, query }) => {
      const streamId = query.get('messagestream');
      if (streamId !== undefined && !server.streams.has(streamId))
        throw new ApiError(1226, "The message stream for the provided 'ID' was not found.");
      return {
        Webhooks: [...server.webhooks.values()]
          .filter((webhook) => streamId === undefined || webhook.streamId === streamId)
          .map(webhookJson),
      };
    },
    'GET /webhooks/:id': (call) => webhookJson(webhookOf(call)),
    'POST /webhooks': async (call) => {
      const fields = readFields(call.json());
      const webhook = applyFields(emptyWebhook(world.ids.small(), streamFor(world, call, fields)), fields);
      return save(world, call, webhook, fields);
    },
    'PUT /webhooks/:id': async (call) => {
      const fields = readFields(call.json());
      const webhook = webhookOf(call);
      if (fields.MessageStream && fields.MessageStream !== webhook.streamId)
        throw new ApiError(1357, "'ID' and 'MessageStream' cannot be changed.");
      return save(world, call, applyFields(webhook, fields), fields);
    },
    'POST /webhooks/:id/verify': async (call) => {
      const webhook = webhookOf(call);
      const { isPassed, json } = await verifyWebhook(world, webhook);
      webhook.isVerified = isPassed;
      return json;
    },
    'DELETE /webhooks/:id': (call) => {
      const { id } = webhookOf(call);
      call.server.webhooks.delete(id);
      return { ErrorCode: 0, Message: `Webhook ${id} removed.` };
    },
  });
}

function webhookOf({ server, part }: ServerCall): Webhook {
  const webhook = server.webhooks.get(Number(part('id')));
  if (!webhook) throw new ApiError(1352, "The webhook for the provided 'ID' was not found.");
  return webhook;
}

function readFields(json: unknown): WebhookFields {
  if (json === undefined) throw new ApiError(1355, 'The request body is empty.');
  const parsed = webhookFields.safeParse(json);
  if (parsed.success) return parsed.data;
  const names = badFieldNames(parsed.error);
  if (names.includes('ID')) throw new ApiError(1356, "The 'ID' is given by Postmark.");
  if (names.includes('Status')) throw new ApiError(1363, "The 'Status' cannot be set.");
  throw new ApiError(1361, `Invalid request field(s): ${names.map((name) => `'${name}'`).join(', ')}.`);
}

function streamFor(world: PostmarkWorld, { server }: ServerCall, fields: WebhookFields): string {
  const stream = server.streams.get(fields.MessageStream ?? 'outbound');
  if (!stream) throw new ApiError(1226, "The message stream for the provided 'ID' was not found.");
  if (stream.archivedAt) throw new ApiError(1350, "You cannot create a webhook using an archived 'MessageStream'.");
  if (stream.type === 'Inbound') throw new ApiError(1351, 'You cannot create a webhook using an inbound stream.');
  const siblings = [...server.webhooks.values()].filter(({ streamId }) => streamId === stream.id);
  if (siblings.length >= world.limits.webhooksPerStream)
    throw new ApiError(1359, 'The maximum number of webhooks for this stream has been reached.');
  return stream.id;
}

/** Keeps the webhook once its form and, unless told otherwise, its URL have been tried. On failure nothing is kept. */
async function save(world: PostmarkWorld, call: ServerCall, webhook: Webhook, fields: WebhookFields): Promise<object> {
  if (!URL.canParse(webhook.url) || !/^https?:$/.test(new URL(webhook.url).protocol))
    throw new ApiError(1354, "A valid 'Url' must be provided.");
  if (webhook.httpHeaders.some(({ Name }) => !/^[\x21-\x39\x3b-\x7e]+$/.test(Name)))
    throw new ApiError(1358, "The 'Name' of an HttpHeader is invalid.");
  const mustVerify = world.verifiesWebhooks && fields.Verify !== false;
  if (mustVerify) {
    const verification = await verifyWebhook(world, webhook);
    if (!verification.isPassed) throw new VerificationError(verification);
  }
  const saved = { ...webhook, isVerified: mustVerify || !world.verifiesWebhooks };
  call.server.webhooks.set(saved.id, saved);
  return webhookJson(saved);
}

/** Postmark answers a failed verification with what each trigger met; its code stands in the header alone. */
class VerificationError extends ApiError {
  constructor(private readonly verification: Verification) {
    super(1364, verification.message);
  }

  override get body(): object {
    return this.verification.json;
  }
}
