import { Models, type ServerClient } from 'postmark';
import { LARGEST_BATCH, type EmailTransport, type OutgoingEmail } from '~/delivery/sending/email-transport';
import type { SendResult } from '~/decisions/send-policy/message';
import { networkCodeIn, type PostmarkClients } from './postmark-client.server';
import { resultOfFailure, resultOfMessage } from './send-result';

/** Under this key our message's id travels as metadata, and comes back in webhooks and in the search. */
export const METADATA_KEY = 'kindred_message';

export function createPostmarkTransport(clients: PostmarkClients): EmailTransport<{ token: string }> {
  return {
    async sendBatch({ token }, emails) {
      if (emails.length > LARGEST_BATCH) throw new Error(`a batch holds at most ${LARGEST_BATCH} mails`);
      return send(clients(token), emails);
    },
    async find({ token }, messageStream, messageId) {
      // Without a stream Postmark looks at transactional mail only.
      const filter = { count: 1, offset: 0, messageStream, [`metadata_${METADATA_KEY}`]: messageId };
      const { Messages } = await clients(token).getOutboundMessages(filter);
      const [found] = Messages;
      return found ? { kind: 'accepted', providerMessageId: found.MessageID } : { kind: 'not-found' };
    },
  };
}

async function send(client: ServerClient, emails: OutgoingEmail[]): Promise<SendResult[]> {
  try {
    const answers = await client.sendEmailBatch(emails.map(toPostmark));
    return emails.map((_, index) => {
      const answer = answers[index];
      return answer ? resultOfMessage(answer) : { kind: 'unknown', detail: 'Postmark did not answer for this message' };
    });
  } catch (error) {
    const result = resultOfFailure(describe(error));
    return emails.map(() => result);
  }
}

function toPostmark(email: OutgoingEmail): Models.Message {
  return {
    From: email.from,
    To: email.to,
    ...(email.replyTo ? { ReplyTo: email.replyTo } : {}),
    Subject: email.subject,
    HtmlBody: email.html,
    TextBody: email.text,
    MessageStream: email.stream,
    Tag: email.tag,
    TrackOpens: email.isTracked ?? true,
    TrackLinks: Models.LinkTrackingOptions.None, // links lead over us
    Headers: email.headers.map(({ name, value }) => ({ Name: name, Value: value })),
    Metadata: { [METADATA_KEY]: email.messageId },
  };
}

/** What the client throws: its own errors, and those of the connection beneath it. */
function describe(error: unknown): { statusCode: number; message: string; networkCode: string | null } {
  const thrown = error as { message?: string; statusCode?: number };
  const message = thrown.message ?? 'unknown error';
  return { statusCode: thrown.statusCode ?? 0, message, networkCode: networkCodeIn(message) };
}
