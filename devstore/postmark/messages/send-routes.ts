import { Router } from 'express';
import { ApiError, errorBody, type ErrorBody } from '../http/api-error';
import type { Call } from '../http/call';
import { describeMessage } from '../http/describe-messages';
import { type ApiCall, route, serverOf } from '../http/routes';
import { makeServer, type PostmarkServer } from '../servers/servers';
import { easternTime } from '../time';
import type { PostmarkWorld } from '../world';
import { checkMessage, type SendingAccount } from './check-message';
import { submitMessage, type SendResponse } from './submit-message';

const testToken = 'POSTMARK_API_TEST';

/** Whose message it is. With the test token there is no server: the message is checked and then forgotten. */
interface Sender {
  server: PostmarkServer;
  account: SendingAccount;
  isTest: boolean;
}

type Result = SendResponse | ErrorBody;

export function sendRoutes(world: PostmarkWorld): Router {
  const router = Router();
  const testServer = makeServer({ name: 'test', token: testToken }, world.ids, world.clock.now());
  const testSender: Sender = {
    server: testServer,
    account: { state: 'active', senders: { check: () => 'confirmed' } },
    isTest: true,
  };
  const senderOf = (token: string | undefined): Sender =>
    token?.toUpperCase() === testToken
      ? testSender
      : { server: serverOf(world, token), account: world.account, isTest: false };
  const post = (path: string, handle: (sender: Sender, call: ApiCall) => object) =>
    router.post(
      path,
      route((call, header) => handle(senderOf(header('x-postmark-server-token')), call)),
    );

  post('/email', (sender, { call, json }) => {
    const result = sendOne(world, sender, call, json(), 0, false);
    if (result.ErrorCode !== 0) throw new ApiError(result.ErrorCode, result.Message);
    return result;
  });
  post('/email/batch', (sender, { call, json }) => {
    const list = batchOf(json(), world.limits.batchMessages);
    return list.map((each, index) => sendOne(world, sender, call, each, index, true));
  });
  post('/email/withTemplate', () => {
    throw new ApiError(noTemplate.ErrorCode, noTemplate.Message);
  });
  post('/email/batchWithTemplates', (_sender, { call, json }) => {
    const body = json();
    const list = batchOf(
      typeof body === 'object' && body !== null && 'Messages' in body ? body.Messages : body,
      world.limits.batchMessages,
    );
    return list.map((each, index) => refuse(world, call, each, index, noTemplate));
  });
  post('/email/bulk', () => {
    throw new ApiError(
      14,
      'This endpoint requires approval to access. Contact support to use the Bulk API postmarkapp.com/contact',
    );
  });
  return router;
}

/** No server of this stand-in has templates. */
const noTemplate = errorBody(
  1101,
  "The Template's 'Alias' associated with this request is not valid or was not found.",
);

function batchOf(json: unknown, limit: number): unknown[] {
  if (!Array.isArray(json))
    throw new ApiError(403, "Invalid request field(s): 'body'. A batch is a JSON array of messages.");
  if (json.length > limit)
    throw new ApiError(410, `You may only send up to ${limit} messages in a single batched request.`);
  return json;
}

function sendOne(
  world: PostmarkWorld,
  sender: Sender,
  call: Call,
  json: unknown,
  index: number,
  isBatch: boolean,
): Result {
  const { fault } = call;
  if (fault?.kind === 'half-batch-fails' && isBatch && index % 2 === 1) {
    return refuse(
      world,
      call,
      json,
      index,
      errorBody(fault.errorCode, 'An error occurred that should not have occurred.'),
    );
  }
  const checked = checkMessage({ ...sender, limits: world.limits }, json);
  if (checked.kind === 'invalid') return isBatch ? refuse(world, call, json, index, checked.error) : checked.error;
  const to = (json as { To: string }).To;
  if (sender.isTest)
    return {
      To: to,
      SubmittedAt: easternTime(world.clock.now()),
      MessageID: world.ids.uuid(),
      ErrorCode: 0,
      Message: 'Test job accepted',
    };
  const submitted = submitMessage(world, sender.server, checked.draft, {
    requestId: call.requestId,
    index,
    to,
    isBatch,
  });
  if (submitted.kind === 'accepted') return submitted.response;
  return isBatch ? refuse(world, call, json, index, submitted.error) : submitted.error;
}

/** A refusal inside a batch is logged here; that of a whole request where its error is answered. */
function refuse(world: PostmarkWorld, call: Call, json: unknown, index: number, error: ErrorBody): ErrorBody {
  world.log.append({
    kind: 'refused',
    requestId: call.requestId,
    index,
    errorCode: error.ErrorCode,
    reason: error.Message,
    ...describeMessage(json),
  });
  return error;
}
