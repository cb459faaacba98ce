import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Bench, mail, openBench } from '../testing/open-bench';

let bench: Bench;
beforeAll(async () => void (bench = await openBench({ limits: { messageBytes: 20_000, batchBytes: 40_000 } })));
afterAll(() => bench.close());

interface Answer {
  status: number;
  errorHeader: string | null;
  body: { ErrorCode: number; Message: string };
}

async function post(path: string, body: string, headers: Record<string, string> = {}): Promise<Answer> {
  const response = await fetch(bench.url + path, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'application/json',
      'x-postmark-server-token': bench.server.token,
      ...headers,
    },
    body,
  });
  return {
    status: response.status,
    errorHeader: response.headers.get('x-pm-apierrorcode'),
    body: (await response.json()) as Answer['body'],
  };
}

describe('the form of a request', () => {
  test('must be JSON by its header: 422 with ErrorCode 409', async () => {
    expect(await post('/email', JSON.stringify(mail()), { 'content-type': 'text/plain' })).toMatchObject({
      status: 422,
      errorHeader: '409',
      body: { ErrorCode: 409 },
    });
  });

  test.each(['{"From":', '[1,', 'hello'])('must be JSON by its content: %s → 402', async (body) => {
    expect(await post('/email', body)).toMatchObject({ status: 422, body: { ErrorCode: 402 } });
  });

  test.each(['[]', '"text"', '5', 'null'])('must be an object for one message: %s → 403', async (body) => {
    expect(await post('/email', body)).toMatchObject({ status: 422, body: { ErrorCode: 403 } });
  });

  test('may name its token in any case of the header', async () => {
    const headers = { 'X-POSTMARK-SERVER-TOKEN': bench.server.token };
    expect((await fetch(`${bench.url}/server`, { headers })).status).toBe(200);
    expect((await fetch(`${bench.url}/server`)).status).toBe(401);
  });

  test('over the size for one message is 413, and the same size in a batch is not', async () => {
    const large = mail({ To: 'large@example.com', TextBody: 'x'.repeat(19_980) });
    expect(await post('/email', JSON.stringify(large))).toMatchObject({ status: 413 });
    expect(bench.entries('request').at(-1)).toMatchObject({ bytes: JSON.stringify(large).length, messages: [] });
    expect(await post('/email/batch', JSON.stringify([large]))).toMatchObject({
      status: 200,
      body: [{ ErrorCode: 0 }],
    });
    expect(await post('/email/batch', JSON.stringify([large, large, large]))).toMatchObject({ status: 413 });
    expect(bench.entries('accepted').filter(({ to }) => to.includes('large@example.com'))).toHaveLength(1);
  });

  test('a message over its size inside a batch is refused alone', async () => {
    const results = await post('/email/batch', JSON.stringify([mail(), mail({ TextBody: 'x'.repeat(20_001) })]));
    expect(results).toMatchObject({
      status: 200,
      body: [{ ErrorCode: 0 }, { ErrorCode: 300, Message: expect.stringContaining('larger than 20000 bytes') }],
    });
  });

  test('a path that is not imitated says so: 404', async () => {
    await expect(bench.client.getTemplates()).rejects.toMatchObject({
      statusCode: 404,
      message: 'GET /templates is not imitated by this stand-in.',
    });
  });
});

describe('the log of requests', () => {
  test('names each request, its messages and its end', async () => {
    const seen = bench.entries('request').length;
    await bench.client.sendEmailBatch([
      mail({ To: 'Ana <Ana@Example.com>', Cc: 'bo@example.com', Metadata: { message: 'm-7' } }),
      mail({ MessageStream: 'broadcast', Subject: 'News' }),
    ]);
    const request = bench.entries('request')[seen];
    expect(request).toMatchObject({
      method: 'POST',
      path: '/email/batch',
      fault: null,
      messages: [
        {
          to: ['ana@example.com', 'bo@example.com'],
          stream: 'outbound',
          subject: 'Hello',
          metadata: { message: 'm-7' },
        },
        { to: ['ana@example.com'], stream: 'broadcast', subject: 'News', metadata: {} },
      ],
    });
    const isItsAnswer = (entry: { kind: string; requestId?: number }) =>
      entry.kind === 'answer' && entry.requestId === request?.requestId;
    const answer = (await bench.log.waitFor(isItsAnswer, { what: 'the answer', timeoutMs: 1_000 })).entry;
    expect(answer).toMatchObject({ outcome: 'answered', status: 200 });
  });

  test('tells the first byte from the last, also on a connection that is used again', async () => {
    const body = JSON.stringify(mail({ To: 'slow@example.com' }));
    const socket = connect(Number(new URL(bench.url).port), '127.0.0.1');
    const head = `POST /email HTTP/1.1\r\nHost: x\r\nX-Postmark-Server-Token: ${bench.server.token}\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n`;
    const marks: number[] = [];
    for (let round = 0; round < 3; round += 1) {
      const answered = new Promise<void>((resolve) => socket.once('data', () => resolve()));
      marks.push(performance.now());
      socket.write(head);
      // The body follows once the stand-in has surely seen the head: when another request, sent later, has been answered.
      await bench.client.getServer();
      marks.push(performance.now());
      socket.write(body);
      await answered;
    }
    socket.destroy();
    const slow = bench.entries('request').filter(({ messages }) => messages[0]?.to[0] === 'slow@example.com');
    // The first round only opens the connection.
    const inOrder = slow.flatMap(({ firstByteMs, lastByteMs }, round) =>
      round === 0 ? [] : [marks[2 * round], firstByteMs, marks[2 * round + 1], lastByteMs],
    );
    expect(inOrder).toEqual([...inOrder].sort((a, b) => Number(a) - Number(b)));
    expect(inOrder).toHaveLength(8);
  });

  test('tells of a client that went away before its request was complete', async () => {
    const socket = connect(Number(new URL(bench.url).port), '127.0.0.1');
    socket.write(
      `POST /email HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 500\r\n\r\n{"To":`,
    );
    await bench.client.getServer();
    socket.destroy();
    const torn = await bench.log.waitFor((entry) => entry.kind === 'request' && entry.lastByteMs === null, {
      what: 'the torn request',
      timeoutMs: 1_000,
    });
    expect(torn.entry).toMatchObject({ path: '/email', messages: [], lastByteMs: null });
  });
});
