import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Bench, mail, openBench } from '../testing/open-bench';
import { encodeQuotedPrintable, encodeWords } from './render-raw';

let bench: Bench;
beforeAll(async () => void (bench = await openBench()));
afterAll(() => bench.close());

/** A reader's side of RFC 2045, written apart from the writer's. */
const decodeQuotedPrintable = (text: string) =>
  Buffer.from(
    text
      .replace(/=\r\n/g, '')
      .replace(/=([0-9A-F]{2})/g, (_whole, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  ).toString('utf8');
const decodeWords = (text: string) =>
  text.replace(/=\?UTF-8\?B\?([^?]*)\?=\s*/g, (_whole, base64: string) =>
    Buffer.from(base64, 'base64').toString('utf8'),
  );

/** Half a surrogate pair is no character; UTF-8 writes U+FFFD for it. */
const wellFormed = (text: string) => Buffer.from(text).toString('utf8');

describe('encodings', () => {
  test('quoted-printable keeps any text, in lines of at most 76 characters', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
        const encoded = encodeQuotedPrintable(text);
        for (const line of encoded.split('\r\n')) expect(line.length).toBeLessThanOrEqual(76);
        expect(encoded).toMatch(/^[\x20-\x7e\r\n\t]*$/);
        expect(decodeQuotedPrintable(encoded)).toBe(wellFormed(text.replace(/\r\n|\r|\n/g, '\r\n')));
      }),
      { seed: 1 },
    );
  });

  test('a subject in any script survives, in words of at most 75 characters', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (text) => {
        const encoded = encodeWords(text);
        expect(encoded).toMatch(/^[\x20-\x7e]*$/);
        if (encoded !== text) for (const word of encoded.split(' ')) expect(word.length).toBeLessThanOrEqual(75);
        expect(encoded === text ? text : decodeWords(encoded)).toBe(wellFormed(text));
      }),
      { seed: 1 },
    );
  });
});

describe('the raw mail', () => {
  test('has the headers, both parts and the attachments; no Bcc', async () => {
    const { MessageID } = await bench.client.sendEmail(
      mail({
        To: 'Zoë <zoe@example.com>',
        Cc: 'bo@example.com',
        Bcc: 'secret@example.com',
        ReplyTo: 'reply@shop.example',
        Subject: 'Grüße ✓',
        Tag: 'welcome',
        HtmlBody: '<p>Grüße</p>',
        TextBody: 'Grüße',
        Headers: [{ Name: 'X-Note', Value: 'one' }],
        Attachments: [
          {
            Name: 'note.txt',
            Content: Buffer.from('hi').toString('base64'),
            ContentType: 'text/plain',
            ContentID: null,
          },
          { Name: 'dot.gif', Content: 'R0lG', ContentType: 'image/gif', ContentID: 'cid:dot' },
        ],
      }),
    );
    const raw = bench.standIn.inbox.raw(MessageID);
    const [head, ...rest] = raw.split('\r\n\r\n');
    const headers = (head ?? '').replace(/\r\n /g, ' ').split('\r\n');
    expect(headers).toEqual([
      'From: "Shop" <hello@shop.example>',
      `To: ${encodeWords('Zoë')} <zoe@example.com>`,
      'Cc: bo@example.com',
      'Reply-To: reply@shop.example',
      `Subject: ${encodeWords('Grüße ✓')}`,
      'Date: Sun, 22 Nov 2026 09:00:00 +0000',
      `Message-ID: <${MessageID}@mtasv.net>`,
      `X-PM-Message-Id: ${MessageID}`,
      'X-PM-Tag: welcome',
      'X-Note: one',
      'MIME-Version: 1.0',
      expect.stringMatching(/^Content-Type: multipart\/mixed; boundary="mk-[0-9a-f]{24}"$/),
    ]);
    expect(raw).not.toContain('secret@example.com');
    expect(rest.join('\r\n\r\n')).toMatch(
      /multipart\/alternative[\s\S]*text\/plain; charset=UTF-8[\s\S]*Gr=C3=BC=C3=9Fe[\s\S]*text\/html[\s\S]*filename="note.txt"[\s\S]*aGk=[\s\S]*inline;[\s\S]*Content-ID: <dot>/,
    );
    expect((await bench.client.getOutboundMessageDump(MessageID)).Body).toBe(raw);
  });

  test('one part alone is not multipart, and an own Message-ID stays', async () => {
    const { MessageID } = await bench.client.sendEmail(
      mail({ Headers: [{ Name: 'Message-ID', Value: '<own@shop.example>' }] }),
    );
    const raw = bench.standIn.inbox.raw(MessageID);
    expect(raw).toContain('Content-Type: text/plain; charset=UTF-8');
    expect(raw).not.toContain('multipart');
    expect(raw.match(/^Message-ID:.*$/gim)).toEqual(['Message-ID: <own@shop.example>']);
  });
});
