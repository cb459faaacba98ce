import { Errors, type Message, TemplatedMessage } from 'postmark';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Bench, mail, openBench } from '../testing/open-bench';

let bench: Bench;
beforeAll(async () => void (bench = await openBench()));
afterAll(() => bench.close());

/** Fields as an application without types could send them. */
const wrong = (fields: Record<string, unknown>) => ({ ...mail(), ...fields });
const attachment = (fields: Record<string, unknown>) =>
  wrong({ Attachments: [{ Name: 'a.txt', Content: 'aGk=', ContentType: 'text/plain', ...fields }] });
const header = (Name: string, Value: string) => wrong({ Headers: [{ Name, Value }] });
const people = (count: number) => Array.from({ length: count }, (_, index) => `p${index}@example.com`).join(', ');

describe('one message', () => {
  test('is taken and answered as Postmark answers', async () => {
    const response = await bench.client.sendEmail(
      mail({ To: 'Ana <ana@example.com>', Metadata: { message: 'm-1' }, Tag: 'welcome' }),
    );
    expect(response).toEqual({
      To: 'Ana <ana@example.com>',
      SubmittedAt: '2026-11-22T04:00:00.0000000-05:00',
      MessageID: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/),
      ErrorCode: 0,
      Message: 'OK',
    });
    expect(bench.entries('accepted').at(-1)).toMatchObject({
      messageId: response.MessageID,
      to: ['ana@example.com'],
      from: 'hello@shop.example',
      stream: 'outbound',
      subject: 'Hello',
      tag: 'welcome',
      metadata: { message: 'm-1' },
      warnings: [],
    });
  });

  test.each<[string, Message]>([
    ['fifty recipients', mail({ To: people(30), Cc: people(10), Bcc: people(10) })],
    ['null where a field may be empty', wrong({ Cc: null, Headers: null, Attachments: null, TrackLinks: null })],
    ['a name with a comma', mail({ To: '"Muster, Ana" <ana@example.com>, bo@example.com' })],
    ['a Message-ID of its own', header('Message-ID', '<own@shop.example>')],
    ['own unsubscribe headers on a transactional stream', header('List-Unsubscribe', '<https://shop.example/u>')],
    [
      'metadata at its limits',
      mail({
        Metadata: Object.fromEntries(Array.from({ length: 10 }, (_, i) => [`${i}`.padEnd(20, 'k'), 'v'.repeat(80)])),
      }),
    ],
    ['an address of a confirmed signature', mail({ From: 'owner@other.example' })],
  ])('takes %s', async (_what, message) => {
    bench.standIn.senders.addSignature({ email: 'owner@other.example' });
    expect((await bench.client.sendEmail(message)).Message).toBe('OK');
  });
});

describe('what Postmark refuses, it refuses', () => {
  const bigBody = 'x'.repeat(5 * 1024 * 1024 + 1);
  test.each<[string, number, RegExp, Message]>([
    ['no sender', 300, /Invalid 'From' address: ''/, wrong({ From: '' })],
    ['two senders', 300, /Invalid 'From'/, wrong({ From: 'a@shop.example, b@shop.example' })],
    ['no recipient', 300, /Zero recipients/, wrong({ To: undefined })],
    ['an address that is none', 300, /Invalid 'To' address: 'ana@example'/, mail({ To: 'ana@example' })],
    ['a bad address among good ones', 300, /Invalid 'Cc' address/, mail({ Cc: 'bo@example.com, cy at example.com' })],
    ['a bad reply address', 300, /Invalid 'ReplyTo' address/, mail({ ReplyTo: 'nobody' })],
    [
      'a line break in a name',
      300,
      /Invalid 'To' address/,
      mail({ To: 'Ana\r\nBcc: x@example.com <ana@example.com>' }),
    ],
    ['fifty-one recipients', 300, /at most 50 recipients/, mail({ To: people(40), Bcc: people(11) })],
    ['neither HTML nor text', 300, /TextBody or HtmlBody/, wrong({ TextBody: '' })],
    [
      'a line break in the subject',
      300,
      /'Subject' contains a line break/,
      mail({ Subject: 'Hi\nBcc: x@example.com' }),
    ],
    ['a subject of 2001 characters', 300, /'Subject' is longer/, mail({ Subject: 's'.repeat(2_001) })],
    ['a tag of 1001 characters', 300, /'Tag' is longer/, mail({ Tag: 't'.repeat(1_001) })],
    ['an HTML body over 5 MB', 300, /'HtmlBody' is larger/, mail({ HtmlBody: bigBody })],
    ['a text body over 5 MB', 300, /'TextBody' is larger/, mail({ TextBody: bigBody })],
    [
      'eleven metadata fields',
      300,
      /at most 10 fields/,
      mail({ Metadata: Object.fromEntries(Array.from({ length: 11 }, (_, i) => [`k${i}`, 'v'])) }),
    ],
    [
      'a metadata name of 21 characters',
      300,
      /metadata field 'k{21}' is too long/,
      mail({ Metadata: { ['k'.repeat(21)]: 'v' } }),
    ],
    [
      'a metadata value of 81 characters',
      300,
      /metadata field 'key' is too long/,
      mail({ Metadata: { key: 'v'.repeat(81) } }),
    ],
    [
      'metadata names that differ by case',
      300,
      /differ by more than their case/,
      mail({ Metadata: { a_key: '1', A_Key: '2' } }),
    ],
    ['a number in the metadata', 403, /Invalid request field\(s\): 'Metadata'/, wrong({ Metadata: { order: 5 } })],
    ['an unknown field', 403, /'Priority'/, wrong({ Priority: 'high' })],
    [
      'a field of the wrong type',
      403,
      /'TrackOpens', 'To'|'To', 'TrackOpens'/,
      wrong({ TrackOpens: 'yes', To: ['ana@example.com'] }),
    ],
    ['an unknown TrackLinks', 403, /'TrackLinks'/, wrong({ TrackLinks: 'Some' })],
    ['a line break in a header', 300, /'X-Note' contains a line break/, header('X-Note', 'a\r\nBcc: x@example.com')],
    ['a header name with a colon', 300, /has an invalid name/, header('X-Note:', 'a')],
    ['a header that a field makes', 300, /'Subject' is not allowed/, header('Subject', 'other')],
    ['a header for SMTP only', 300, /'X-PM-Metadata-order' is not allowed in API/, header('X-PM-Metadata-order', '1')],
    [
      'a header twice',
      300,
      /'x-note' is given twice/,
      wrong({
        Headers: [
          { Name: 'X-Note', Value: '1' },
          { Name: 'x-note', Value: '2' },
        ],
      }),
    ],
    [
      'own unsubscribe headers where Postmark makes them',
      300,
      /while Postmark manages/,
      { ...header('List-Unsubscribe', '<https://shop.example/u>'), MessageStream: 'broadcast' },
    ],
    ['an executable attachment', 411, /file type not allowed: 'setup.EXE'/, attachment({ Name: 'setup.EXE' })],
    ['an attachment that is not base64', 300, /'a.txt' is not base64/, attachment({ Content: 'hi!' })],
    ['an attachment without a media type', 300, /not a media type/, attachment({ ContentType: 'text' })],
    ['an unknown stream', 1235, /'news' does not exist on this server/, mail({ MessageStream: 'news' })],
    ['the inbound stream', 1236, /not supported for this stream type/, mail({ MessageStream: 'inbound' })],
    [
      'a sender nobody has registered',
      400,
      /\(hello@shop.test.example\) is not a Sender Signature/,
      mail({ From: 'hello@shop.test.example' }),
    ],
    ['a sender who has not confirmed', 401, /has not been confirmed/, mail({ From: 'new@fresh.example' })],
  ])('%s → ErrorCode %i', async (_what, code, text, message) => {
    bench.standIn.senders.addSignature({ email: 'new@fresh.example', isConfirmed: false });
    const before = bench.entries('accepted').length;
    const error = await bench.client.sendEmail(message).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(code === 300 ? Errors.InvalidEmailRequestError : Errors.ApiInputError);
    expect(error).toMatchObject({ statusCode: 422, code, message: expect.stringMatching(text) });
    expect(bench.entries('refused').at(-1)).toMatchObject({ errorCode: code, reason: expect.stringMatching(text) });
    expect(bench.entries('accepted')).toHaveLength(before);
  });
});

describe('the account', () => {
  beforeEach(() => bench.standIn.setAccountState('active'));
  afterAll(() => bench.standIn.setAccountState('active'));

  test('pending approval may write to its own domain only (412)', async () => {
    bench.standIn.setAccountState('pending');
    expect((await bench.client.sendEmail(mail({ To: 'me@shop.example' }))).ErrorCode).toBe(0);
    await expect(bench.client.sendEmail(mail({ To: 'me@shop.example', Bcc: 'ana@example.com' }))).rejects.toMatchObject(
      { code: 412, statusCode: 422 },
    );
  });

  test('suspended may not send (405)', async () => {
    bench.standIn.setAccountState('suspended');
    await expect(bench.client.sendEmail(mail())).rejects.toMatchObject({ code: 405, statusCode: 422 });
  });
});

describe('tokens', () => {
  test.each(['00000000-0000-0000-0000-000000000000', 'devstore-account-token'])(
    '%s is no server token: 401 with ErrorCode 10',
    async (token) => {
      const error = await bench
        .clientFor(token)
        .sendEmail(mail())
        .catch((reason: unknown) => reason);
      expect(error).toBeInstanceOf(Errors.InvalidAPIKeyError);
      expect(error).toMatchObject({ statusCode: 401, code: 10 });
    },
  );

  test('POSTMARK_API_TEST checks a message and forgets it', async () => {
    const before = bench.entries('accepted').length;
    const client = bench.clientFor('POSTMARK_API_TEST');
    expect(await client.sendEmail(mail())).toMatchObject({ ErrorCode: 0, Message: 'Test job accepted' });
    await expect(client.sendEmail(wrong({ TextBody: null }))).rejects.toMatchObject({ code: 300 });
    await expect(client.getServer()).rejects.toMatchObject({ statusCode: 401 });
    expect(bench.entries('accepted')).toHaveLength(before);
  });
});

describe('a batch', () => {
  test('answers 200 with one result a message, in order, failures inside', async () => {
    const before = bench.entries('accepted').length;
    const results = await bench.client.sendEmailBatch([
      mail({ To: 'a@example.com' }),
      mail({ To: 'nobody' }),
      mail({ To: 'c@example.com' }),
      mail({ MessageStream: 'news' }),
    ]);
    expect(results.map(({ ErrorCode }) => ErrorCode)).toEqual([0, 300, 0, 1235]);
    expect(results[1]).toEqual({ ErrorCode: 300, Message: "Invalid 'To' address: 'nobody'." });
    expect(results[2]?.To).toBe('c@example.com');
    expect(
      bench
        .entries('accepted')
        .slice(before)
        .map(({ to, index }) => [to, index]),
    ).toEqual([
      [['a@example.com'], 0],
      [['c@example.com'], 2],
    ]);
    expect(
      bench
        .entries('refused')
        .slice(-2)
        .map(({ index, errorCode }) => [index, errorCode]),
    ).toEqual([
      [1, 300],
      [3, 1235],
    ]);
  });

  test('takes 500 messages, and none of 501 (410)', async () => {
    const results = await bench.client.sendEmailBatch(
      Array.from({ length: 500 }, (_, index) => mail({ To: `p${index}@example.com` })),
    );
    expect(results.filter(({ ErrorCode }) => ErrorCode === 0)).toHaveLength(500);
    const before = bench.entries('accepted').length;
    const tooMany = bench.client.sendEmailBatch(Array.from({ length: 501 }, () => mail()));
    await expect(tooMany).rejects.toMatchObject({
      code: 410,
      statusCode: 422,
      message: 'You may only send up to 500 messages in a single batched request.',
    });
    expect(bench.entries('accepted')).toHaveLength(before);
  });

  test('of nothing answers nothing; something else than a list is refused', async () => {
    expect(await bench.client.sendEmailBatch([])).toEqual([]);
    await expect(bench.client.sendEmailBatch({ Messages: [] } as unknown as Message[])).rejects.toMatchObject({
      code: 403,
    });
  });
});

describe('what this account cannot use', () => {
  const templated = new TemplatedMessage('hello@shop.example', 'welcome', { name: 'Ana' }, 'ana@example.com');

  test('templates: none exists (1101)', async () => {
    await expect(bench.client.sendEmailWithTemplate(templated)).rejects.toMatchObject({ code: 1101, statusCode: 422 });
    expect(await bench.client.sendEmailBatchWithTemplates([templated])).toEqual([
      { ErrorCode: 1101, Message: expect.stringContaining('not found') },
    ]);
  });

  test('the bulk endpoint: needs approval (14)', async () => {
    await expect(
      bench.client.sendBulkEmail({ From: 'hello@shop.example', Messages: [{ To: 'ana@example.com' }] }),
    ).rejects.toMatchObject({ code: 14 });
  });
});
