import type { Account } from '../account/account';
import type { SenderBook } from '../account/senders';
import { errorBody, type ErrorBody } from '../http/api-error';
import type { PostmarkServer } from '../servers/servers';
import type { MessageStream } from '../streams/streams';
import { type Address, parseAddressList } from './addresses';
import { checkAttachments } from './check-attachments';
import { checkHeaders } from './check-headers';
import { badFieldNames, type MessageFields, messageFields } from './fields';
import type { Draft } from './message';

/** Sizes in bytes of UTF-8 (attachments in base64), lengths in characters. */
export interface MessageLimits {
  messageBytes: number;
  bodyBytes: number;
  recipients: number;
}

/** What the checks ask of an account. */
export interface SendingAccount {
  state: Account['state'];
  senders: Pick<SenderBook, 'check'>;
}

export type Checked = { kind: 'valid'; draft: Draft } | { kind: 'invalid'; error: ErrorBody };

interface Context {
  account: SendingAccount;
  server: PostmarkServer;
  limits: MessageLimits;
}

const invalid = (code: number, message: string): Checked => ({ kind: 'invalid', error: errorBody(code, message) });

/** Judges one message of a request as Postmark does, all but suppressions. The order of the checks is not documented. */
export function checkMessage(context: Context, json: unknown): Checked {
  const parsed = messageFields.safeParse(json);
  if (!parsed.success)
    return invalid(
      403,
      `Invalid request field(s): ${badFieldNames(parsed.error)
        .map((name) => `'${name}'`)
        .join(', ')}.`,
    );
  const fields = parsed.data;
  const stream = findStream(context.server, fields.MessageStream ?? 'outbound');
  if ('ErrorCode' in stream) return { kind: 'invalid', error: stream };
  const people = readPeople(fields, context.limits);
  if ('ErrorCode' in people) return { kind: 'invalid', error: people };
  const error =
    checkContent(fields, context.limits) ??
    checkMetadata(fields.Metadata ?? {}) ??
    checkHeaders(fields.Headers ?? [], stream) ??
    checkAttachments(fields.Attachments ?? []) ??
    checkSender(context.account, people);
  return error
    ? { kind: 'invalid', error }
    : { kind: 'valid', draft: makeDraft(context.server, fields, stream, people) };
}

function findStream(server: PostmarkServer, id: string): MessageStream | ErrorBody {
  const stream = server.streams.get(id);
  if (!stream || stream.archivedAt)
    return errorBody(1235, `The stream provided: '${id}' does not exist on this server.`);
  if (stream.type === 'Inbound') return errorBody(1236, 'Sending is not supported for this stream type.');
  return stream;
}

interface People {
  from: Address;
  to: Address[];
  cc: Address[];
  bcc: Address[];
  replyTo: Address[];
}

function readPeople(fields: MessageFields, limits: MessageLimits): People | ErrorBody {
  const read = (name: 'From' | 'To' | 'Cc' | 'Bcc' | 'ReplyTo') => parseAddressList(fields[name] ?? '');
  const [from, to, cc, bcc, replyTo] = [read('From'), read('To'), read('Cc'), read('Bcc'), read('ReplyTo')];
  const bad = (name: 'From' | 'To' | 'Cc' | 'Bcc' | 'ReplyTo') =>
    errorBody(300, `Invalid '${name}' address: '${fields[name] ?? ''}'.`);
  const sender = from?.[0];
  if (!from || !sender || from.length > 1 || (fields.From ?? '').length > 255) return bad('From');
  if (!to) return bad('To');
  if (!cc) return bad('Cc');
  if (!bcc) return bad('Bcc');
  if (!replyTo) return bad('ReplyTo');
  if (to.length === 0) return errorBody(300, 'Zero recipients specified.');
  if (to.length + cc.length + bcc.length > limits.recipients)
    return errorBody(300, `You may send to at most ${limits.recipients} recipients in To, Cc and Bcc together.`);
  return { from: sender, to, cc, bcc, replyTo };
}

function checkContent(fields: MessageFields, limits: MessageLimits): ErrorBody | null {
  const { HtmlBody: html, TextBody: text } = fields;
  if (!html && !text) return errorBody(300, 'Provide either email TextBody or HtmlBody or both.');
  if (/[\r\n\0]/.test(fields.Subject ?? ''))
    return errorBody(300, "The 'Subject' contains a line break; a subject is one line.");
  if ((fields.Subject ?? '').length > 2_000) return errorBody(300, "The 'Subject' is longer than 2000 characters.");
  if ((fields.Tag ?? '').length > 1_000) return errorBody(300, "The 'Tag' is longer than 1000 characters.");
  const [htmlBytes, textBytes] = [Buffer.byteLength(html ?? ''), Buffer.byteLength(text ?? '')];
  if (htmlBytes > limits.bodyBytes) return errorBody(300, `The 'HtmlBody' is larger than ${limits.bodyBytes} bytes.`);
  if (textBytes > limits.bodyBytes) return errorBody(300, `The 'TextBody' is larger than ${limits.bodyBytes} bytes.`);
  const attachmentBytes = (fields.Attachments ?? []).reduce((sum, each) => sum + each.Content.length, 0);
  if (htmlBytes + textBytes + attachmentBytes > limits.messageBytes)
    return errorBody(300, `The message is larger than ${limits.messageBytes} bytes with its attachments.`);
  return null;
}

function checkMetadata(metadata: Record<string, string>): ErrorBody | null {
  const entries = Object.entries(metadata);
  if (entries.length > 10) return errorBody(300, 'Metadata may have at most 10 fields.');
  if (new Set(entries.map(([key]) => key.toLowerCase())).size < entries.length)
    return errorBody(300, 'Metadata field names must differ by more than their case.');
  const tooLong = entries.find(([key, value]) => key === '' || key.length > 20 || value.length > 80);
  return tooLong
    ? errorBody(300, `The metadata field '${tooLong[0]}' is too long: names have 1 to 20 characters, values up to 80.`)
    : null;
}

function checkSender(account: SendingAccount, people: People): ErrorBody | null {
  if (account.state === 'suspended') return errorBody(405, 'This account is not allowed to send.');
  const { email } = people.from;
  const known = account.senders.check(email);
  if (known === 'unknown') {
    return errorBody(
      400,
      `The 'From' address you supplied (${email}) is not a Sender Signature on your account. Please add and confirm this address in order to be able to use it in the 'From' field of your messages.`,
    );
  }
  if (known === 'unconfirmed')
    return errorBody(
      401,
      `The Sender Signature for the 'From' address you supplied (${email}) has not been confirmed.`,
    );
  const domain = domainOf(email);
  const isForeign = (address: Address) => domainOf(address.email) !== domain;
  if (account.state === 'pending' && [...people.to, ...people.cc, ...people.bcc].some(isForeign)) {
    return errorBody(
      412,
      'While your account is pending approval, all recipient addresses must share the same domain as the From address.',
    );
  }
  return null;
}

const domainOf = (email: string) => email.slice(email.lastIndexOf('@') + 1).toLowerCase();

function makeDraft(server: PostmarkServer, fields: MessageFields, stream: MessageStream, people: People): Draft {
  return {
    ...people,
    stream,
    subject: fields.Subject ?? '',
    html: fields.HtmlBody || null,
    text: fields.TextBody || null,
    tag: fields.Tag || null,
    headers: fields.Headers ?? [],
    metadata: fields.Metadata ?? {},
    trackOpens: server.trackOpens || (fields.TrackOpens ?? false),
    trackLinks: fields.TrackLinks ?? server.trackLinks,
    attachments: (fields.Attachments ?? []).map((each) => ({
      name: each.Name,
      contentType: each.ContentType,
      content: each.Content,
      contentId: each.ContentID || null,
    })),
  };
}
