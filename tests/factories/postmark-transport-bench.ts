import { createPostmarkClients } from '~/integrations/postmark/postmark-client.server';
import { createPostmarkTransport } from '~/integrations/postmark/postmark-transport.server';
import type { ArrivedMail, TransportBench } from '../contracts/email-transport';
import { inPostmark, type PostmarkBench } from './postmark-bench';

/** Runs a test against Postmark as one way of handing mail over among others. */
export const inPostmarkTransport = (work: (bench: TransportBench) => Promise<void>): Promise<void> =>
  inPostmark((bench) => {
    const transport = createPostmarkTransport(createPostmarkClients(bench.url, 5));
    const faultOf = { busy: 'unavailable', 'answer-lost': 'reset-connection' } as const;
    return work({
      sendBatch: (emails) => transport.sendBatch(bench.server, emails),
      arrived: () => Promise.resolve(arrivedIn(bench)),
      async befall(mishap) {
        if (mishap === 'away') await bench.standIn.faults.outage(true);
        else bench.standIn.faults.next({ kind: faultOf[mishap] });
      },
    });
  });

function arrivedIn({ standIn }: PostmarkBench): ArrivedMail[] {
  return standIn.inbox.messages().map((mail) => ({
    to: mail.to,
    from: mail.from,
    replyTo: /^Reply-To: (.*)$/m.exec(standIn.inbox.raw(mail.messageId))?.[1]?.trim() ?? null,
    subject: mail.subject,
    html: mail.html ?? '',
    text: mail.text ?? '',
    headers: Object.fromEntries(mail.headers.map(({ Name, Value }) => [Name.toLowerCase(), Value])),
  }));
}
