import type { Zone } from '../../dns/zone';
import type { IdSource } from '../random';

export interface SenderSignature {
  id: number;
  name: string;
  email: string;
  replyTo: string;
  isConfirmed: boolean;
}

export interface SenderDomain {
  id: number;
  name: string;
  dkimHost: string;
  dkimValue: string;
  /** Empty: Postmark's own. */
  returnPath: string;
  /** Whether Postmark has looked for the DKIM record, and found it. */
  isVerified: boolean;
  isReturnPathVerified: boolean;
}

/** Where the name of a Return-Path of one's own must lead. */
export const RETURN_PATH_TARGET = 'pm.mtasv.net';

/** Who may send: an address with a confirmed signature, or any address of a verified domain. */
export interface SenderBook {
  readonly signatures: ReadonlyMap<number, SenderSignature>;
  readonly domains: ReadonlyMap<number, SenderDomain>;
  addSignature(signature: { email: string; name?: string; replyTo?: string; isConfirmed?: boolean }): SenderSignature;
  addDomain(domain: { name: string; isVerified?: boolean; returnPath?: string }): SenderDomain;
  removeDomain(id: number): SenderDomain | undefined;
  /** The owner of the address clicks the link in Postmark's confirmation mail. */
  confirmSignature(email: string): void;
  /** The merchant puts the domain's records into DNS; Postmark sees them when it is asked to look. */
  publishDns(domainName: string): void;
  /** Looks into DNS for one of the records again. Gives undefined for an unknown domain. */
  verify(id: number, record: 'dkim' | 'return-path'): SenderDomain | undefined;
  check(email: string): 'confirmed' | 'unconfirmed' | 'unknown';
}

export interface SenderBookOptions {
  ids: IdSource;
  zone: Zone;
  /** Of an earlier run. */
  kept?: { signatures: SenderSignature[]; domains: SenderDomain[] } | undefined;
  /** Told of each change. */
  changed: () => void;
}

export function createSenderBook({ ids, zone, kept, changed }: SenderBookOptions): SenderBook {
  const signatures = new Map(kept?.signatures.map((each) => [each.id, each]));
  const domains = new Map(kept?.domains.map((each) => [each.id, each]));
  const signatureOf = (email: string) => [...signatures.values()].find((each) => each.email === email.toLowerCase());
  const domainNamed = (name: string) => [...domains.values()].find((each) => each.name === name.toLowerCase());

  return {
    signatures,
    domains,
    addSignature({ email, name = '', replyTo = '', isConfirmed = true }) {
      const signature = { id: ids.small(), name, email: email.toLowerCase(), replyTo, isConfirmed };
      signatures.set(signature.id, signature);
      changed();
      return signature;
    },
    addDomain({ name, isVerified = true, returnPath = '' }) {
      const domain = makeDomain(ids, { name: name.toLowerCase(), returnPath: returnPath.toLowerCase(), isVerified });
      domains.set(domain.id, domain);
      if (isVerified) publish(zone, domain);
      changed();
      return domain;
    },
    removeDomain(id) {
      const domain = domains.get(id);
      domains.delete(id);
      changed();
      return domain;
    },
    confirmSignature(email) {
      const signature = signatureOf(email);
      if (!signature) throw new Error(`confirmSignature: no signature for ${email}; add it first.`);
      signature.isConfirmed = true;
      changed();
    },
    publishDns(domainName) {
      const domain = domainNamed(domainName);
      if (!domain) throw new Error(`publishDns: no domain ${domainName}; add it first.`);
      publish(zone, domain);
    },
    verify(id, record) {
      const domain = domains.get(id);
      if (domain && record === 'dkim') domain.isVerified = hasDkim(zone, domain);
      if (domain && record === 'return-path') domain.isReturnPathVerified = hasReturnPath(zone, domain);
      changed();
      return domain;
    },
    check(email) {
      const signature = signatureOf(email);
      if (domainNamed(email.slice(email.lastIndexOf('@') + 1))?.isVerified || signature?.isConfirmed)
        return 'confirmed';
      return signature ? 'unconfirmed' : 'unknown';
    },
  };
}

/** A key of 1,024 bits in base64 is as long as this one, which is none: nothing is signed here. */
function makeDomain(
  ids: IdSource,
  { name, returnPath, isVerified }: { name: string; returnPath: string; isVerified: boolean },
): SenderDomain {
  const key = Array.from({ length: 6 }, () => ids.uuid().replaceAll('-', '')).join('');
  return {
    ...{ id: ids.small(), name, returnPath, isVerified, isReturnPathVerified: isVerified },
    dkimHost: `${key.slice(0, 14)}pm._domainkey.${name}`,
    dkimValue: `k=rsa;p=MIGfMA0G${key}QIDAQAB`,
  };
}

function publish(zone: Zone, { dkimHost, dkimValue, returnPath }: SenderDomain): void {
  zone.withdraw(dkimHost);
  zone.publish({ type: 'TXT', host: dkimHost, value: dkimValue });
  if (!returnPath) return;
  zone.withdraw(returnPath);
  zone.publish({ type: 'CNAME', host: returnPath, value: RETURN_PATH_TARGET });
}

const hasDkim = (zone: Zone, { dkimHost, dkimValue }: SenderDomain): boolean =>
  zone.find(dkimHost, 'TXT').includes(dkimValue);

const hasReturnPath = (zone: Zone, { returnPath }: SenderDomain): boolean =>
  returnPath !== '' && zone.find(returnPath, 'CNAME').includes(RETURN_PATH_TARGET);
