import PostalMime from 'postal-mime';
import { generate } from 'selfsigned';
import type { EmailTransport } from '~/delivery/sending/email-transport';
import type { SmtpOptions } from '~/integrations/smtp/smtp-connection.server';
import { createSmtpTransport } from '~/integrations/smtp/smtp-transport.server';
import type { SmtpAccount } from '~/delivery/sending/smtp-account';
import { openSmtp, type SmtpFault, type SmtpStandIn } from '../../devstore/smtp/stand-in';
import type { ArrivedMail, TransportBench } from '../contracts/email-transport';

const USER = 'shop@example.com';
const PASSWORD = 'a long password';

export interface SmtpBench extends TransportBench {
  server: SmtpStandIn;
  transport: EmailTransport<SmtpAccount>;
  account: SmtpAccount;
  options: SmtpOptions;
}

/** Runs a test against a mail server of its own, under TLS with a certificate of its own. */
export async function inSmtp(work: (bench: SmtpBench) => Promise<void>): Promise<void> {
  const { private: key, cert } = await generate([{ name: 'commonName', value: 'mail.shop.example' }], {
    extensions: [{ name: 'subjectAltName', altNames: [{ type: 2, value: 'mail.shop.example' }] }],
  });
  const server = await openSmtp({ key, cert, user: USER, password: PASSWORD });
  const account: SmtpAccount = {
    ...{ host: 'mail.shop.example', port: server.port, security: 'tls', user: USER, password: PASSWORD },
  };
  const options: SmtpOptions = {
    ...{ name: 'kindred.example', ca: cert, resolve: () => Promise.resolve(['127.0.0.1']), isAllowed: () => true },
    ...{ connectTimeoutMs: 5_000, answerTimeoutMs: 2_000 },
  };
  const transport = createSmtpTransport(options);
  let isOpen = true;
  const close = async (): Promise<void> => {
    if (isOpen) await server.close();
    isOpen = false;
  };
  const faultOf = { busy: 'busy', 'answer-lost': 'hang-up-after' } as const satisfies Record<string, SmtpFault>;
  try {
    await work({
      ...{ server, transport, account, options },
      sendBatch: (emails) => transport.sendBatch(account, emails),
      arrived: () => Promise.all(server.taken.map(({ raw }) => read(raw))),
      async befall(mishap, emails) {
        if (mishap === 'away') return close();
        for (const { to } of emails) server.faults.set(to, faultOf[mishap]);
      },
    });
  } finally {
    await close();
  }
}

async function read(raw: string): Promise<ArrivedMail> {
  const mail = await PostalMime.parse(raw);
  return {
    to: mail.to?.[0]?.address ?? '',
    from: `${mail.from?.name ?? ''} <${mail.from?.address ?? ''}>`,
    replyTo: mail.replyTo?.[0]?.address ?? null,
    subject: mail.subject ?? '',
    html: mail.html ?? '',
    text: mail.text ?? '',
    headers: Object.fromEntries(mail.headers.map(({ key, value }) => [key, value])),
  };
}
