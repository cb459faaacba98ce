import { describe, expect, test } from 'vitest';
import { networkCodeIn } from './postmark-client.server';
import { resultOfFailure, resultOfMessage } from './send-result';

describe('what Postmark says of one message', () => {
  test('that it took it, with its own id', () => {
    const answer = { ErrorCode: 0, Message: 'OK', MessageID: 'b7bc2f4a' };
    expect(resultOfMessage(answer)).toEqual({ kind: 'accepted', providerMessageId: 'b7bc2f4a' });
  });

  test.each([
    [100, 'maintenance'],
    [400, 'a sender signature that is missing'],
    [401, 'a sender signature that is not confirmed'],
    [405, 'an account that may not send'],
    [412, 'an account that waits for approval'],
    [413, 'an account that may not send there'],
    [429, 'too many requests'],
  ])('%i (%s) may pass: the same message may be taken later', (ErrorCode) => {
    const result = resultOfMessage({ ErrorCode, Message: 'Not now.' });
    expect(result).toEqual({ kind: 'try-later', detail: `Postmark ${ErrorCode}: Not now.` });
  });

  test.each([
    [300, 'invalid-request'],
    [406, 'inactive-recipient'],
    [402, 'postmark-402'],
    [1_235, 'postmark-1235'],
    [99_999, 'postmark-99999'],
  ])('%i will not pass: it is refused as %s', (ErrorCode, code) => {
    expect(resultOfMessage({ ErrorCode, Message: 'No.' })).toEqual({ kind: 'rejected', code, detail: 'No.' });
  });

  test.each([
    [
      'Found inactive addresses: ana@example.com, ben.o+x@example.co.uk.',
      'Found inactive addresses: (address), (address)',
    ],
    ["Invalid 'To' address: '<Ana@Example.com>'.", "Invalid 'To' address: '<(address)>'."],
    ['The message is too large.', 'The message is too large.'],
  ])('names nobody: %s', (Message, detail) => {
    expect(resultOfMessage({ ErrorCode: 406, Message })).toEqual({
      kind: 'rejected',
      code: 'inactive-recipient',
      detail,
    });
  });
});

describe('a request that failed as a whole', () => {
  const after = (statusCode: number, networkCode: string | null = null) =>
    resultOfFailure({ statusCode, message: 'it failed', networkCode }).kind;

  test.each([401, 413, 422, 429, 503])('with %i surely took nothing', (status) => {
    expect(after(status)).toBe('try-later');
  });

  test.each([0, 200, 404, 408, 500, 502, 504])('with %i may have taken all', (status) => {
    expect(after(status)).toBe('unknown');
  });

  test.each(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'UND_ERR_CONNECT_TIMEOUT'])(
    'by %s never reached Postmark',
    (code) => {
      expect(after(0, code)).toBe('try-later');
    },
  );

  test.each(['ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'UND_ERR_SOCKET', 'UND_ERR_HEADERS_TIMEOUT'])(
    'by %s may have been read before it broke',
    (code) => {
      expect(after(0, code)).toBe('unknown');
    },
  );

  test('names nobody either', () => {
    const failure = { statusCode: 422, message: 'Inactive: ana@example.com', networkCode: null };
    expect(resultOfFailure(failure)).toEqual({ kind: 'try-later', detail: 'Inactive: (address)' });
  });
});

test.each([
  ['the connection failed (ECONNREFUSED)', 'ECONNREFUSED'],
  ['the connection failed (UND_ERR_CONNECT_TIMEOUT)', 'UND_ERR_CONNECT_TIMEOUT'],
  ['The operation was aborted due to timeout', null],
  ['Inactive recipient (406)', null],
])('the reason of a broken connection stands at the end of "%s"', (message, code) => {
  expect(networkCodeIn(message)).toBe(code);
});
