import type { MessageStream } from '../streams/streams';
import { errorBody, type ErrorBody } from '../http/api-error';
import type { Header } from './message';

/** Headers that Postmark writes from its own fields, or that belong to the transport. `Message-ID` may be set. */
const reserved = new Set(
  'from to cc bcc reply-to subject date sender return-path received mime-version content-type content-transfer-encoding content-disposition dkim-signature'.split(
    ' ',
  ),
);

const unsubscribeHeaders = new Set(['list-unsubscribe', 'list-unsubscribe-post']);

/** The one X-PM- header that the API takes; the others are for SMTP. */
const bounceTestHeader = 'x-pm-bounce-type';

/** Postmark's error for the first header that may not be sent, or null. */
export function checkHeaders(headers: readonly Header[], stream: MessageStream): ErrorBody | null {
  const seen = new Set<string>();
  for (const { Name, Value } of headers) {
    const name = Name.toLowerCase();
    const problem = headerProblem(name, Value, stream) ?? (seen.has(name) ? 'is given twice' : null);
    if (problem) return errorBody(300, `The header '${Name.replace(/[^\x21-\x7e]/g, '?')}' ${problem}.`);
    seen.add(name);
  }
  return null;
}

function headerProblem(name: string, value: string, stream: MessageStream): string | null {
  if (!/^[\x21-\x39\x3b-\x7e]{1,76}$/.test(name)) return 'has an invalid name';
  if (/[\r\n\0]/.test(value)) return 'contains a line break; header values are one line';
  if (reserved.has(name)) return 'is not allowed; use the field of the message';
  if (name.startsWith('x-pm-') && name !== bounceTestHeader) return 'is not allowed in API requests';
  if (unsubscribeHeaders.has(name) && stream.unsubscribeHandling === 'Postmark')
    return 'cannot be set while Postmark manages the unsubscribes of this stream';
  return null;
}
