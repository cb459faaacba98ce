import type { Router } from 'express';
import { z } from 'zod';
import { reactivate, suppress } from '../events/change-subscription';
import { ApiError } from '../http/api-error';
import { type ServerCall, serverRouter } from '../http/routes';
import { isEmail } from '../messages/addresses';
import { easternBound, easternTime } from '../time';
import type { PostmarkWorld } from '../world';
import { streamOf } from './stream-routes';
import { mayCustomerLift, type Suppression } from './suppressions';

const entries = z.strictObject({ Suppressions: z.array(z.strictObject({ EmailAddress: z.string() })) });

interface Outcome {
  EmailAddress: string;
  Status: 'Suppressed' | 'Deleted' | 'Failed';
  Message: string | null;
}

const noAddress = 'An invalid email address was provided.';
const noAuthority = 'You do not have the required authority to change this suppression.';

export function suppressionRoutes(world: PostmarkWorld): Router {
  return serverRouter(world, {
    'GET /message-streams/:id/suppressions/dump': (call) => ({ Suppressions: dump(call).map(suppressionJson) }),
    'POST /message-streams/:id/suppressions': (call) => ({
      Suppressions: addressesOf(world, call).map((email) => create(world, call, email)),
    }),
    'POST /message-streams/:id/suppressions/delete': (call) => ({
      Suppressions: addressesOf(world, call).map((email) => lift(world, call, email)),
    }),
  });
}

function addressesOf(world: PostmarkWorld, { json }: ServerCall): string[] {
  const parsed = entries.safeParse(json());
  if (!parsed.success) throw new ApiError(1409, 'A proper request body must be provided.');
  const { Suppressions: list } = parsed.data;
  if (list.length > world.limits.suppressionsPerRequest)
    throw new ApiError(1410, 'You cannot provide more than the maximum number of suppressions for this request.');
  return list.map(({ EmailAddress }) => EmailAddress);
}

function create(world: PostmarkWorld, call: ServerCall, email: string): Outcome {
  const stream = streamOf(call);
  if (!isEmail(email)) return { EmailAddress: email, Status: 'Failed', Message: noAddress };
  if (stream.suppressions.get(email.toLowerCase())?.reason === 'SpamComplaint')
    return { EmailAddress: email, Status: 'Failed', Message: noAuthority };
  suppress(world, { server: call.server, stream, message: null }, email, {
    reason: 'ManualSuppression',
    origin: 'Customer',
  });
  return { EmailAddress: email, Status: 'Suppressed', Message: null };
}

function lift(world: PostmarkWorld, call: ServerCall, email: string): Outcome {
  const stream = streamOf(call);
  if (!isEmail(email)) return { EmailAddress: email, Status: 'Failed', Message: noAddress };
  const known = stream.suppressions.get(email.toLowerCase());
  if (known && !mayCustomerLift(known)) return { EmailAddress: email, Status: 'Failed', Message: noAuthority };
  reactivate(world, { server: call.server, stream, message: null }, email, 'Customer');
  return { EmailAddress: email, Status: 'Deleted', Message: null };
}

function dump(call: ServerCall): Suppression[] {
  const { query } = call;
  const [reason, origin, email] = ['suppressionreason', 'origin', 'emailaddress'].map((name) =>
    query.get(name)?.toLowerCase(),
  );
  if (reason !== undefined && !['hardbounce', 'spamcomplaint', 'manualsuppression'].includes(reason))
    throw new ApiError(1404, "Parameter 'SuppressionReason' is invalid.");
  if (origin !== undefined && !['recipient', 'customer', 'admin'].includes(origin))
    throw new ApiError(1405, "Parameter 'Origin' is invalid.");
  const [fromMs, toMs] = (['from', 'to'] as const).map((bound) => {
    const text = query.get(`${bound}date`);
    const limitMs = text === undefined ? undefined : easternBound(text, bound);
    if (limitMs === null) throw new ApiError(1407, `Parameter '${bound}date' should be a date such as 2026-02-01.`);
    return limitMs;
  });
  return [...streamOf(call).suppressions.values()].filter(
    (each) =>
      (reason === undefined || each.reason.toLowerCase() === reason) &&
      (origin === undefined || each.origin.toLowerCase() === origin) &&
      (email === undefined || each.email === email) &&
      (fromMs === undefined || each.createdAt.getTime() >= fromMs) &&
      (toMs === undefined || each.createdAt.getTime() <= toMs),
  );
}

const suppressionJson = ({ email, reason, origin, createdAt }: Suppression) => ({
  EmailAddress: email,
  SuppressionReason: reason,
  Origin: origin,
  CreatedAt: easternTime(createdAt),
});
