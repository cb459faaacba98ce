import { z } from 'zod';
import {
  LARGEST_BATCH_BYTES,
  LARGEST_EVENT_BYTES,
  messageShapes,
  messageTypes,
  MOST_EVENTS,
  type MessageType,
} from '~/integrations/segment-spec/message';
import { takenAnswer } from './answers';
import { INVALID, invalid, readJson, type ApiAnswer, type ApiCall, type ApiDeps, type ApiRoute } from './route';
import { takeMessages, type RawMessage } from './take-messages.server';

const SUMMARIES: Record<MessageType, string> = {
  track: 'Somebody did something',
  identify: 'Who somebody is, with an address, a phone and properties',
  page: 'Somebody looked at a page',
  screen: 'Somebody looked at a screen of an app',
  group: 'Taken and passed over: Kindred knows persons, not companies',
  alias: 'An anonymous id, `previousId`, is the person `userId`',
};

const TAKEN = { 200: { description: 'Durable; work on it begins at once', schema: takenAnswer } };

/** Said to JSON Schema as it is, which zod has no word for. */
const ABOUT_SOMEBODY = { anyOf: [{ required: ['userId'] }, { required: ['anonymousId'] }] };

function eventRoute(type: MessageType): ApiRoute {
  const isEvent = type === 'track' || type === 'page' || type === 'screen';
  return {
    method: 'post',
    path: `/api/v1/${type}`,
    summary: SUMMARIES[type],
    scopes: [isEvent ? 'events:write' : 'profiles:write'],
    body: { schema: messageShapes[type].meta(ABOUT_SOMEBODY), largestBytes: LARGEST_EVENT_BYTES },
    answers: { ...TAKEN, ...INVALID },
    handle: (deps, call) => takeOne(deps, call, type),
  };
}

async function takeOne(deps: ApiDeps, call: ApiCall, type: MessageType): Promise<ApiAnswer> {
  const read = readJson(call.body);
  if (read.kind === 'unreadable') return invalid('', 'is no JSON');
  const answer = await takeMessages(deps, call, [{ type, raw: read.value }], null);
  const [rejected] = answer.rejected;
  return rejected ? invalid(rejected.field, rejected.problem) : { status: 200, body: answer };
}

const batchShape = z.object({
  batch: z.array(z.unknown()).min(1).max(MOST_EVENTS),
  sentAt: z.iso.datetime({ offset: true }).nullish(),
});

/** For the document alone: each message is judged by itself, so that one that is wrong costs no other. */
const describedBatch = batchShape.extend({
  batch: z
    .array(
      z.union(messageTypes.map((type) => messageShapes[type].extend({ type: z.literal(type) }).meta(ABOUT_SOMEBODY))),
    )
    .min(1)
    .max(MOST_EVENTS),
});

const batchRoute: ApiRoute = {
  method: 'post',
  path: '/api/v1/batch',
  summary: `Up to ${MOST_EVENTS} messages of any kind, each judged by itself`,
  scopes: ['events:write', 'profiles:write'],
  body: { schema: describedBatch, largestBytes: LARGEST_BATCH_BYTES },
  answers: { ...TAKEN, ...INVALID },
  handle: takeBatch,
};

async function takeBatch(deps: ApiDeps, call: ApiCall): Promise<ApiAnswer> {
  const read = readJson(call.body);
  if (read.kind === 'unreadable') return invalid('', 'is no JSON');
  const parsed = batchShape.safeParse(read.value);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    return invalid(issue?.path.join('.') ?? '', issue?.message ?? 'is no batch');
  }
  const { batch, sentAt } = parsed.data;
  const messages = batch.map((raw): RawMessage => ({ type: typeOf(raw), raw }));
  return { status: 200, body: await takeMessages(deps, call, messages, sentAt ? new Date(sentAt) : null) };
}

function typeOf(raw: unknown): MessageType | null {
  const told = typeof raw === 'object' && raw !== null ? (raw as { type?: unknown }).type : null;
  return messageTypes.find((type) => type === told) ?? null;
}

export const eventRoutes: ApiRoute[] = [...messageTypes.map(eventRoute), batchRoute];
