import type { SmtpAccount } from './smtp-account';

/** Connects to a mail server and logs in, sending nothing: what it says against that, or null where it agrees. */
export type SmtpCheck = (account: SmtpAccount) => Promise<string | null>;
