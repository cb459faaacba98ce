import { createHash } from 'node:crypto';
import { formatAddress, type Address } from './addresses';
import type { Header, OutboundMessage, StoredAttachment } from './message';
import type { MessageCopy } from './render-copy';

const lineEnd = '\r\n';

/** The mail as it goes over the wire (RFC 5322 and MIME): headers, a text and an HTML part, attachments. Bcc is not in it. */
export function renderRaw(message: OutboundMessage, copy: MessageCopy): string {
  const content = withAttachments(message, alternatives(message, copy));
  return [...headerLines(message, copy.headers), ...content.headers, '', content.body].join(lineEnd);
}

interface Part {
  headers: string[];
  body: string;
}

function headerLines(message: OutboundMessage, own: readonly Header[]): string[] {
  const has = (name: string) => own.some((header) => header.Name.toLowerCase() === name);
  const list = (addresses: readonly Address[]) => addresses.map(encodeAddress).join(', ');
  const written: [string, string][] = [
    ['From', encodeAddress(message.from)],
    ['To', list(message.to)],
    ...(message.cc.length > 0 ? [['Cc', list(message.cc)] as [string, string]] : []),
    ...(message.replyTo.length > 0 ? [['Reply-To', list(message.replyTo)] as [string, string]] : []),
    ['Subject', encodeWords(message.subject)],
    ['Date', message.at.toUTCString().replace('GMT', '+0000')],
    ...(has('message-id') ? [] : [['Message-ID', `<${message.id}@mtasv.net>`] as [string, string]]),
    ['X-PM-Message-Id', message.id],
    ...(message.tag === null ? [] : [['X-PM-Tag', encodeWords(message.tag)] as [string, string]]),
    ...own.map((header): [string, string] => [header.Name, encodeWords(header.Value)]),
    ['MIME-Version', '1.0'],
  ];
  return written.map(([name, value]) => fold(`${name}: ${value}`));
}

function alternatives(message: OutboundMessage, copy: MessageCopy): Part {
  const parts = [
    ...(copy.text === null ? [] : [bodyPart('text/plain', copy.text)]),
    ...(copy.html === null ? [] : [bodyPart('text/html', copy.html)]),
  ];
  const [only] = parts;
  return parts.length === 1 && only ? only : multipart('alternative', message.id, parts);
}

function withAttachments(message: OutboundMessage, content: Part): Part {
  if (message.attachments.length === 0) return content;
  return multipart('mixed', message.id, [content, ...message.attachments.map(attachmentPart)]);
}

function multipart(kind: 'alternative' | 'mixed', messageId: string, parts: Part[]): Part {
  const boundary = `mk-${createHash('sha256').update(`${kind}/${messageId}`).digest('hex').slice(0, 24)}`;
  const written = parts.map((part) => [`--${boundary}`, ...part.headers, '', part.body].join(lineEnd));
  return {
    headers: [`Content-Type: multipart/${kind};${lineEnd} boundary="${boundary}"`],
    body: [...written, `--${boundary}--`, ''].join(lineEnd),
  };
}

function bodyPart(type: string, body: string): Part {
  const encoded = encodeQuotedPrintable(body);
  return {
    headers: [`Content-Type: ${type}; charset=UTF-8`, 'Content-Transfer-Encoding: quoted-printable'],
    body: encoded,
  };
}

function attachmentPart(attachment: StoredAttachment): Part {
  const name = encodeWords(attachment.name);
  const id = attachment.contentId?.replace(/^cid:/, '');
  return {
    headers: [
      `Content-Type: ${attachment.contentType};${lineEnd} name="${name}"`,
      'Content-Transfer-Encoding: base64',
      `Content-Disposition: ${id ? 'inline' : 'attachment'};${lineEnd} filename="${name}"`,
      ...(id ? [`Content-ID: <${id}>`] : []),
    ],
    body: (attachment.content.match(/.{1,76}/g) ?? []).join(lineEnd),
  };
}

const encodeAddress = ({ email, name }: Address) =>
  /^[\x20-\x7e]*$/.test(name) ? formatAddress({ email, name }) : `${encodeWords(name)} <${email}>`;

/** RFC 2047: UTF-8 in base64 words of at most 75 characters, split between whole characters. Plain ASCII stays as it is. */
export function encodeWords(text: string): string {
  if (/^[\x20-\x7e]*$/.test(text)) return text;
  const words: string[] = [];
  let chunk = '';
  for (const char of text) {
    if (Buffer.byteLength(chunk + char) > 45) {
      words.push(chunk);
      chunk = '';
    }
    chunk += char;
  }
  return [...words, chunk].map((word) => `=?UTF-8?B?${Buffer.from(word).toString('base64')}?=`).join(' ');
}

/** Breaks a header line at spaces, so that lines stay within 78 characters where they can. */
function fold(line: string): string {
  const lines: string[] = [];
  let current = '';
  for (const word of line.split(' ')) {
    const isFull = current !== '' && current.length + 1 + word.length > 78 && !/^[\w-]+:$/.test(current);
    if (isFull) {
      lines.push(current);
      current = ` ${word}`;
    } else current = current === '' ? word : `${current} ${word}`;
  }
  return [...lines, current].join(lineEnd);
}

/** RFC 2045: lines of at most 76 characters; the text's own line ends become CRLF. */
export function encodeQuotedPrintable(text: string): string {
  return text
    .split(/\r\n|\r|\n/)
    .map(encodeLine)
    .join(lineEnd);
}

function encodeLine(line: string): string {
  const codes = [...Buffer.from(line)].map((byte, index, all) => {
    const isPlain =
      (byte >= 33 && byte <= 126 && byte !== 61) || ((byte === 32 || byte === 9) && index < all.length - 1);
    return isPlain ? String.fromCharCode(byte) : `=${byte.toString(16).toUpperCase().padStart(2, '0')}`;
  });
  const lines: string[] = [];
  let current = '';
  for (const code of codes) {
    if (current.length + code.length > 75) {
      lines.push(`${current}=`);
      current = '';
    }
    current += code;
  }
  return [...lines, current].join(lineEnd);
}
