import { Readable } from 'node:stream';
import MailComposer from 'nodemailer/lib/mail-composer';
import type SMTPConnection from 'nodemailer/lib/smtp-connection';
import type { SendResult } from '~/decisions/send-policy/message';
import { LARGEST_BATCH, type EmailTransport, type OutgoingEmail } from '~/delivery/sending/email-transport';
import { messageOf } from '~/platform/errors';
import type { SmtpAccount } from '~/delivery/sending/smtp-account';
import { connectSmtp, type SmtpOptions } from './smtp-connection.server';
import { resultOfSmtpFailure } from './smtp-result';

/** Under this header our message's id travels, so that a mail that comes back can be told. */
export const MESSAGE_HEADER = 'X-Kindred-Message';

/** More at once is more than small providers allow one account. */
const MOST_CONNECTIONS = 4;
/** Mails for one connection before another is worth opening. */
const WORTH_A_CONNECTION = 10;

/** Hands mails to a merchant's own server, some at a time beside each other. A connection that breaks costs no mail but the one in hand. */
export function createSmtpTransport(options: SmtpOptions): EmailTransport<SmtpAccount> {
  return {
    async sendBatch(account, emails) {
      if (emails.length > LARGEST_BATCH) throw new Error(`a batch holds at most ${LARGEST_BATCH} mails`);
      const results = new Map<OutgoingEmail, SendResult>();
      const waiting = [...emails];
      const lines = Math.min(MOST_CONNECTIONS, Math.ceil(emails.length / WORTH_A_CONNECTION));
      await Promise.all(Array.from({ length: lines }, () => handOver(account, options, waiting, results)));
      return emails.map((email) => results.get(email) ?? { kind: 'try-later', detail: 'it was not come to' });
    },
    find: () => Promise.resolve({ kind: 'cannot-know' }),
  };
}

/** Takes mails off the waiting ones until none is left, or the server is not to be reached: then all that wait are put off. */
async function handOver(
  account: SmtpAccount,
  options: SmtpOptions,
  waiting: OutgoingEmail[],
  results: Map<OutgoingEmail, SendResult>,
): Promise<void> {
  while (waiting.length > 0) {
    let connection: SMTPConnection;
    try {
      connection = await connectSmtp(account, options);
    } catch (error) {
      const result = resultOfSmtpFailure({ ...failureOf(error), isHandedOver: false });
      // A login that is refused for ever is the merchant's to mend: the mails wait for it.
      const putOff: SendResult = result.kind === 'rejected' ? { kind: 'try-later', detail: result.detail } : result;
      for (const email of waiting.splice(0)) results.set(email, putOff);
      return;
    }
    await sendBy(connection, waiting, results);
    connection.close();
  }
}

/** Sends by one connection until none is left or it breaks. */
async function sendBy(
  connection: SMTPConnection,
  waiting: OutgoingEmail[],
  results: Map<OutgoingEmail, SendResult>,
): Promise<void> {
  let isBroken = false;
  connection.on('error', () => (isBroken = true));
  connection.on('end', () => (isBroken = true));
  for (let email = waiting.shift(); email; email = waiting.shift()) {
    results.set(email, await sendOne(connection, email));
    if (isBroken) return;
    await reset(connection).catch(() => (isBroken = true));
    if (isBroken) return;
  }
  connection.quit();
}

async function sendOne(connection: SMTPConnection, email: OutgoingEmail): Promise<SendResult> {
  const composed = new MailComposer(mailOf(email)).compile();
  const envelope = composed.getEnvelope();
  const bytes = await composed.build();
  let isHandedOver = false;
  // It is read only after the server said that it may come.
  const content = new Readable({
    read() {
      isHandedOver = true;
      this.push(bytes);
      this.push(null);
    },
  });
  return new Promise((resolve) => {
    connection.send(envelope, content, (error) => {
      if (error) resolve(resultOfSmtpFailure({ ...failureOf(error), isHandedOver }));
      else resolve({ kind: 'accepted', providerMessageId: composed.messageId() });
    });
  });
}

const reset = (connection: SMTPConnection): Promise<void> =>
  new Promise((resolve, reject) => connection.reset((error) => (error ? reject(error) : resolve())));

function mailOf({ messageId, from, to, replyTo, subject, html, text, amp, headers }: OutgoingEmail) {
  const own = headers.map(({ name: key, value }) => ({ key, value }));
  return {
    ...{ from, to: { name: '', address: to }, subject, html, text },
    // Stands between plain text and HTML: some programs show the last part, whatever it is (amp.dev, AMP email structure).
    ...(amp === undefined ? {} : { amp }),
    ...(replyTo ? { replyTo } : {}),
    messageId: `<${messageId}@${from.replace(/^.*@/, '').replace('>', '')}>`,
    headers: [...own, { key: MESSAGE_HEADER, value: messageId }],
    // Whatever stands in a mail is text: no file of this machine, no address of its network is read for it.
    ...{ disableFileAccess: true, disableUrlAccess: true },
  };
}

function failureOf(error: unknown): { message: string; code?: string | undefined; responseCode?: number | undefined } {
  const { code, responseCode } = error as { code?: string; responseCode?: number };
  return { message: messageOf(error), code, responseCode };
}
