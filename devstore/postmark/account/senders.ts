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
  /** Whether the merchant has put the DKIM record into DNS. */
  isInDns: boolean;
  /** Whether Postmark has looked and found it. */
  isVerified: boolean;
}

/** Who may send: an address with a confirmed signature, or any address of a verified domain. */
export interface SenderBook {
  readonly signatures: ReadonlyMap<number, SenderSignature>;
  readonly domains: ReadonlyMap<number, SenderDomain>;
  addSignature(signature: { email: string; name?: string; replyTo?: string; isConfirmed?: boolean }): SenderSignature;
  addDomain(domain: { name: string; isVerified?: boolean }): SenderDomain;
  /** The owner of the address clicks the link in Postmark's confirmation mail. */
  confirmSignature(email: string): void;
  /** The merchant puts the domain's records into DNS; Postmark sees them at the next `verifyDkim`. */
  publishDns(domainName: string): void;
  /** Looks into DNS again. Gives undefined for an unknown domain. */
  verifyDomain(id: number): SenderDomain | undefined;
  check(email: string): 'confirmed' | 'unconfirmed' | 'unknown';
}

export interface SenderBookOptions {
  ids: IdSource;
  /** Of an earlier run. */
  kept?: { signatures: SenderSignature[]; domains: SenderDomain[] } | undefined;
  /** Told of each change. */
  changed: () => void;
}

export function createSenderBook({ ids, kept, changed }: SenderBookOptions): SenderBook {
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
    addDomain({ name, isVerified = true }) {
      const domain = { id: ids.small(), name: name.toLowerCase(), isInDns: isVerified, isVerified };
      domains.set(domain.id, domain);
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
      domain.isInDns = true;
      changed();
    },
    verifyDomain(id) {
      const domain = domains.get(id);
      if (domain) domain.isVerified = domain.isInDns;
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
