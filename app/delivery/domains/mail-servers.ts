/** A server of a shop's own at the mail provider, in the operator's account. */
export interface MailServer {
  id: number;
  token: string;
}

export type MailServerOutcome = { kind: 'ready'; server: MailServer } | { kind: 'refused'; problem: string };

/** Port: makes servers for shops whose merchants have no account with the mail provider. */
export interface MailServers {
  /** The shop's server, made where there is none yet: asked again, by whomever and however often, it is the same. */
  ensure(shopDomain: string): Promise<MailServerOutcome>;
}
