import { Router } from 'express';
import { z } from 'zod';
import { ApiError } from '../http/api-error';
import { type ApiCall, accountRoute } from '../http/routes';
import { isEmail } from '../messages/addresses';
import type { PostmarkWorld } from '../world';
import type { SenderDomain, SenderSignature } from './senders';

const domainFields = z.object({ Name: z.string() });
const signatureFields = z.object({ FromEmail: z.string(), Name: z.string(), ReplyToEmail: z.string().nullish() });

/** Sender signatures and domains. What is confirmed here outside the API (a clicked link, a DNS record) is done on the stand-in's `senders`. */
export function accountRoutes(world: PostmarkWorld): Router {
  const router = Router();
  const { senders } = world.account;

  router.get(
    '/domains',
    accountRoute(world, (call) => {
      const { TotalCount, items } = page(call, [...senders.domains.values()]);
      return { TotalCount, Domains: items.map(domainJson) };
    }),
  );
  router.get(
    '/domains/:id',
    accountRoute(world, ({ part }) =>
      domainJson(found(senders.domains.get(Number(part('id'))), 510, 'This domain was not found.')),
    ),
  );
  router.post(
    '/domains',
    accountRoute(world, ({ json }) => {
      const fields = domainFields.safeParse(json());
      if (!fields.success) throw new ApiError(514, 'Name is a required field to create a Domain.');
      const name = fields.data.Name.toLowerCase();
      if (!isEmail(`someone@${name}`)) throw new ApiError(516, 'Name format is invalid.');
      if ([...senders.domains.values()].some((domain) => domain.name === name))
        throw new ApiError(512, 'Domain already exists.');
      return domainJson(senders.addDomain({ name, isVerified: false }));
    }),
  );
  router.put(
    '/domains/:id/verifyDkim',
    accountRoute(world, ({ part }) =>
      domainJson(found(senders.verifyDomain(Number(part('id'))), 510, 'This domain was not found.')),
    ),
  );

  router.get(
    '/senders',
    accountRoute(world, (call) => {
      const { TotalCount, items } = page(call, [...senders.signatures.values()]);
      return { TotalCount, SenderSignatures: items.map(signatureJson) };
    }),
  );
  router.get(
    '/senders/:id',
    accountRoute(world, ({ part }) =>
      signatureJson(found(senders.signatures.get(Number(part('id'))), 501, 'This signature was not found.')),
    ),
  );
  router.post(
    '/senders',
    accountRoute(world, ({ json }) => {
      const fields = signatureFields.safeParse(json());
      if (!fields.success)
        throw new ApiError(520, 'FromEmail and Name are required fields to create a Sender Signature.');
      const { FromEmail, Name, ReplyToEmail } = fields.data;
      if (!isEmail(FromEmail)) throw new ApiError(522, `'${FromEmail}' is not a valid email address.`);
      if ([...senders.signatures.values()].some(({ email }) => email === FromEmail.toLowerCase()))
        throw new ApiError(504, 'This signature already exists.');
      return signatureJson(
        senders.addSignature({ email: FromEmail, name: Name, replyTo: ReplyToEmail ?? '', isConfirmed: false }),
      );
    }),
  );
  return router;
}

function page<T>({ query }: ApiCall, all: T[]): { TotalCount: number; items: T[] } {
  const [count, offset] = [query.get('count'), query.get('offset')];
  if (!/^\d{1,3}$/.test(count ?? '') || !/^\d+$/.test(offset ?? '') || Number(count) > 500)
    throw new ApiError(500, "Parameters 'count' (up to 500) and 'offset' are required.");
  return { TotalCount: all.length, items: all.slice(Number(offset), Number(offset) + Number(count)) };
}

function found<T>(value: T | undefined, errorCode: number, message: string): T {
  if (value === undefined) throw new ApiError(errorCode, message);
  return value;
}

function domainJson({ id, name, isVerified }: SenderDomain): object {
  return {
    ID: id,
    Name: name,
    SPFVerified: true,
    DKIMVerified: isVerified,
    WeakDKIM: false,
    ReturnPathDomainVerified: isVerified,
    DKIMPendingHost: isVerified ? '' : `pm._domainkey.${name}`,
  };
}

function signatureJson({ id, name, email, replyTo, isConfirmed }: SenderSignature): object {
  return {
    ID: id,
    Name: name,
    Domain: email.slice(email.lastIndexOf('@') + 1),
    EmailAddress: email,
    ReplyToEmailAddress: replyTo,
    Confirmed: isConfirmed,
  };
}
