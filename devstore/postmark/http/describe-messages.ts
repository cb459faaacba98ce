import { parseAddressList } from '../messages/addresses';
import type { LoggedMessage } from '../log/entries';

/** Reads from a send request, without judging it, whom it wants to write to: for the log, which must also tell of what is refused. */
export function describeMessages(path: string, json: unknown): LoggedMessage[] {
  const isTemplateBatch = /\/batchWithTemplates\/?$/i.test(path);
  const list = isTemplateBatch ? fieldOf(json, 'Messages') : json;
  return (Array.isArray(list) ? list : [list]).map(describeMessage);
}

export function describeMessage(json: unknown): LoggedMessage {
  const metadata = fieldOf(json, 'Metadata');
  const fields =
    typeof metadata === 'object' && metadata !== null
      ? Object.entries(metadata).map(([key, value]) => [key, String(value)])
      : [];
  const subject = fieldOf(json, 'Subject');
  const stream = fieldOf(json, 'MessageStream');
  return {
    to: ['To', 'Cc', 'Bcc'].flatMap((name) => addressesOf(fieldOf(json, name))),
    stream: typeof stream === 'string' ? stream : 'outbound',
    subject: typeof subject === 'string' ? subject : null,
    metadata: Object.fromEntries(fields) as Record<string, string>,
  };
}

function addressesOf(value: unknown): string[] {
  if (typeof value !== 'string' || value === '') return [];
  return parseAddressList(value)?.map(({ email }) => email.toLowerCase()) ?? [value];
}

function fieldOf(json: unknown, name: string): unknown {
  return typeof json === 'object' && json !== null && name in json
    ? (json as Record<string, unknown>)[name]
    : undefined;
}
