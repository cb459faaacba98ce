import { takeConsent } from '~/ops/take-consent.server';
import { consentSchema } from '~/ops/told-consent';
import { plainProblem } from '~/integrations/segment-spec/plain-values';
import { eventTime } from '~/integrations/segment-spec/event-time';
import { consentAnswer } from './answers';
import { INVALID, invalid, readJson, type ApiAnswer, type ApiCall, type ApiDeps, type ApiRoute } from './route';

export const consentRoute: ApiRoute = {
  method: 'post',
  path: '/api/v1/consent',
  summary: 'What somebody said about marketing mail; the only way in which the API changes consent',
  scopes: ['consent:write'],
  body: { schema: consentSchema, largestBytes: 16 * 1_024 },
  answers: {
    200: { description: 'In the ledger; a withdrawal holds from this moment on', schema: consentAnswer },
    ...INVALID,
  },
  handle,
};

async function handle(deps: ApiDeps, call: ApiCall): Promise<ApiAnswer> {
  const read = readJson(call.body);
  if (read.kind === 'unreadable') return invalid('', 'is no JSON');
  const unfit = plainProblem(read.value);
  if (unfit) return invalid(unfit.field, unfit.problem);
  const parsed = consentSchema.safeParse(read.value);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    return invalid(issue?.path.join('.') ?? '', issue?.message ?? 'cannot be read');
  }
  const { shopId, keyId, scopes } = call.caller;
  const timestamp = new Date(parsed.data.occurredAt);
  const time = eventTime({ timestamp, sentAt: null }, deps.clock.now(), scopes.has('history:write'));
  if (time.kind === 'refused') return invalid('occurredAt', time.problem);
  const told = { ...parsed.data, occurredAt: time.at };
  const outcome = await takeConsent(deps, shopId, told, { keyId, idempotencyKey: call.idempotencyKey });
  if (outcome.kind === 'refused') return invalid(outcome.field, outcome.problem);
  const { state, isAsked } = outcome;
  return { status: 200, body: { success: true, state, isAsked } };
}
