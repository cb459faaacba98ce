import type { Router } from 'express';
import { z } from 'zod';
import { ApiError } from '../http/api-error';
import { pageOf } from '../http/call';
import { accountRouter } from '../http/routes';
import { isEmail } from '../messages/addresses';
import type { PostmarkWorld } from '../world';
import { RETURN_PATH_TARGET, type SenderDomain, type SenderSignature } from './senders';

const domainFields = z.object({ Name: z.string(), ReturnPathDomain: z.string().nullish() });
const signatureFields = z.object({ FromEmail: z.string(), Name: z.string(), ReplyToEmail: z.string().nullish() });

/** Sending domains. Whether their records are there is looked up in the world's name system. */
export function domainRoutes(world: PostmarkWorld): Router {
  const { senders } = world.account;
  return accountRouter(world, {
    'GET /domains': ({ query }) => {
      const { count, offset } = pageOf(query, 500);
      const all = [...senders.domains.values()];
      return { TotalCount: all.length, Domains: all.slice(offset, offset + count).map(domainJson) };
    },
    'GET /domains/:id': ({ part }) => domainJson(foundDomain(senders.domains.get(Number(part('id'))))),
    'POST /domains': ({ json }) => {
      const fields = domainFields.safeParse(json());
      if (!fields.success) throw new ApiError(514, 'Name is a required field to create a Domain.');
      const name = fields.data.Name.toLowerCase();
      if (!isEmail(`someone@${name}`)) throw new ApiError(516, 'Name format is invalid.');
      if ([...senders.domains.values()].some((domain) => domain.name === name))
        throw new ApiError(512, 'Domain already exists.');
      const returnPath = fields.data.ReturnPathDomain?.toLowerCase() ?? '';
      if (returnPath && !returnPath.endsWith(`.${name}`))
        throw new ApiError(518, `The Return-Path domain must be a subdomain of ${name}.`);
      return domainJson(senders.addDomain({ name, isVerified: false, returnPath }));
    },
    'PUT /domains/:id/verifyDkim': ({ part }) => domainJson(foundDomain(senders.verify(Number(part('id')), 'dkim'))),
    'PUT /domains/:id/verifyReturnPath': ({ part }) =>
      domainJson(foundDomain(senders.verify(Number(part('id')), 'return-path'))),
    'DELETE /domains/:id': ({ part }) => {
      const { name } = foundDomain(senders.removeDomain(Number(part('id'))));
      return { ErrorCode: 0, Message: `Domain ${name} removed.` };
    },
  });
}

/** Sender signatures. That an owner has confirmed is said on the stand-in's `senders`. */
export function signatureRoutes(world: PostmarkWorld): Router {
  const { senders } = world.account;
  return accountRouter(world, {
    'GET /senders': ({ query }) => {
      const { count, offset } = pageOf(query, 500);
      const all = [...senders.signatures.values()];
      return { TotalCount: all.length, SenderSignatures: all.slice(offset, offset + count).map(signatureJson) };
    },
    'GET /senders/:id': ({ part }) => {
      const signature = senders.signatures.get(Number(part('id')));
      if (!signature) throw new ApiError(501, 'This signature was not found.');
      return signatureJson(signature);
    },
    'POST /senders': ({ json }) => {
      const fields = signatureFields.safeParse(json());
      if (!fields.success)
        throw new ApiError(520, 'FromEmail and Name are required fields to create a Sender Signature.');
      const { FromEmail, Name, ReplyToEmail } = fields.data;
      if (!isEmail(FromEmail)) throw new ApiError(522, `'${FromEmail}' is not a valid email address.`);
      const isTaken = [...senders.signatures.values()].some(({ email }) => email === FromEmail.toLowerCase());
      if (isTaken) throw new ApiError(504, 'This signature already exists.');
      return signatureJson(
        senders.addSignature({ email: FromEmail, name: Name, replyTo: ReplyToEmail ?? '', isConfirmed: false }),
      );
    },
  });
}

function foundDomain(domain: SenderDomain | undefined): SenderDomain {
  if (!domain) throw new ApiError(510, 'This domain was not found.');
  return domain;
}

/** The key waits under "pending" until it was found. */
function domainJson(domain: SenderDomain): object {
  const { id, name, dkimHost, dkimValue, isVerified, returnPath, isReturnPathVerified } = domain;
  const [found, pending] = isVerified ? [true, false] : [false, true];
  return {
    ID: id,
    Name: name,
    SPFVerified: true,
    SPFHost: name,
    SPFTextValue: 'v=spf1 a mx include:spf.mtasv.net ~all',
    DKIMVerified: isVerified,
    WeakDKIM: false,
    DKIMHost: found ? dkimHost : '',
    DKIMTextValue: found ? dkimValue : '',
    DKIMPendingHost: pending ? dkimHost : '',
    DKIMPendingTextValue: pending ? dkimValue : '',
    DKIMRevokedHost: '',
    DKIMRevokedTextValue: '',
    SafeToRemoveRevokedKeyFromDNS: false,
    DKIMUpdateStatus: isVerified ? 'Verified' : 'Pending',
    ReturnPathDomain: returnPath,
    ReturnPathDomainVerified: isReturnPathVerified,
    ReturnPathDomainCNAMEValue: RETURN_PATH_TARGET,
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
