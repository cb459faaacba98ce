import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import type { SecureContextOptions } from 'node:tls';
import SMTPConnection from 'nodemailer/lib/smtp-connection';
import { isPublicAddress } from '~/platform/net/public-address';
import type { SmtpAccount } from '~/delivery/sending/smtp-account';

export interface SmtpOptions {
  /** What this machine calls itself when it greets. */
  name: string;
  /** Default: the system's. */
  resolve?: (host: string) => Promise<string[]>;
  /** Default: any public address, so that nobody reaches what lies inside by the name of a mail server. */
  isAllowed?: (address: string) => boolean;
  connectTimeoutMs?: number;
  /** Of silence, while a mail is handed over. */
  answerTimeoutMs?: number;
  /** Whom to trust beside the usual. */
  ca?: SecureContextOptions['ca'];
}

const CONNECT_TIMEOUT_MS = 10_000;
const ANSWER_TIMEOUT_MS = 20_000;

const lookUp = async (host: string): Promise<string[]> =>
  (await lookup(host, { all: true, order: 'verbatim' })).map(({ address }) => address);

/**
 * A connection to a merchant's server that has logged in, under TLS. The name is looked up once and the address that was checked is connected to. Throws what
 * nodemailer throws, or that the name leads to no public address.
 */
export async function connectSmtp(account: SmtpAccount, options: SmtpOptions): Promise<SMTPConnection> {
  const address = await addressOf(account.host, options);
  const connection = new SMTPConnection({
    ...{ host: address, port: account.port, name: options.name },
    ...{ secure: account.security === 'tls', requireTLS: account.security === 'starttls' },
    tls: { servername: account.host, minVersion: 'TLSv1.2', ...(options.ca ? { ca: options.ca } : {}) },
    connectionTimeout: options.connectTimeoutMs ?? CONNECT_TIMEOUT_MS,
    greetingTimeout: options.connectTimeoutMs ?? CONNECT_TIMEOUT_MS,
    socketTimeout: options.answerTimeoutMs ?? ANSWER_TIMEOUT_MS,
  });
  const { user, password: pass } = account;
  await new Promise<void>((resolve, reject) => {
    connection.once('error', reject);
    connection.connect((refused) =>
      refused
        ? reject(refused)
        : connection.login({ credentials: { user, pass } }, (error) => (error ? reject(error) : resolve())),
    );
  }).catch((error: unknown) => {
    connection.close();
    throw error;
  });
  return connection;
}

async function addressOf(
  host: string,
  { resolve = lookUp, isAllowed = isPublicAddress }: SmtpOptions,
): Promise<string> {
  const addresses = isIP(host) ? [host] : await resolve(host);
  const [first] = addresses;
  if (!first || !addresses.every(isAllowed)) throw new Error('the server’s name leads to no public address');
  return first;
}
