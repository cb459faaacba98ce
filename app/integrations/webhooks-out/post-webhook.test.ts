import { createServer, type Server } from 'node:net';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { openReceiver, type WebhookReceiver } from '../../../tests/factories/webhook-receiver';
import { wrongUrl } from './endpoint-url';
import { createWebhookPoster } from './post-webhook.server';
import { isPublicAddress } from '~/platform/net/public-address';

const open: { close(): unknown }[] = [];
afterEach(async () => {
  for (const each of open.splice(0)) await each.close();
});

const publicly = { mayBeLoopback: false };

describe('an address on the internet', () => {
  it.each([
    ...[
      '127.0.0.1',
      '127.8.8.8',
      '0.0.0.0',
      '10.1.2.3',
      '100.64.0.1',
      '169.254.169.254',
      '172.16.0.1',
      '172.31.255.255',
    ],
    ...['192.168.1.1', '192.0.0.170', '198.18.0.1', '203.0.113.7', '224.0.0.1', '239.1.1.1', '255.255.255.255'],
    ...[
      '::1',
      '::',
      'fe80::1',
      'fc00::1',
      'fd12:3456::1',
      'ff02::1',
      '::ffff:127.0.0.1',
      '::ffff:8.8.8.8',
      '64:ff9b::7f00:1',
    ],
    ...['2002:7f00:1::', '2001::1', '2001:db8::1', '3fff::1', 'not an address', ''],
  ])('%s is none', (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });

  it.each(['8.8.8.8', '172.15.0.1', '172.32.0.1', '100.128.0.1', '1.1.1.1', '2606:4700:4700::1111', '2a00:1450::1'])(
    '%s is one',
    (address) => {
      expect(isPublicAddress(address)).toBe(true);
    },
  );
});

describe('where a webhook may go', () => {
  it.each([
    ...['http://example.com/', 'ftp://example.com/', 'file:///etc/passwd', 'javascript:alert(1)', 'example.com', ''],
    ...[
      'https://127.0.0.1/',
      'https://127.1/',
      'https://2130706433/',
      'https://0x7f000001/',
      'https://0177.0.0.1/',
      'https://[::1]/',
    ],
    ...[
      'https://[::ffff:127.0.0.1]/',
      'https://[::ffff:7f00:1]/',
      'https://169.254.169.254/latest/meta-data/',
      'https://10.0.0.1:8443/',
    ],
    ...[
      'https://localhost/',
      'https://LOCALHOST./',
      'https://metadata.google.internal/',
      'https://printer.local/',
      'https://intranet/',
    ],
    ...[
      'https://user:pass@example.com/',
      'https://example.com/#x',
      `https://example.com/${'x'.repeat(2_001)}`,
      'https://①②⑦.⓪.⓪.①/',
    ],
    ...['http://127.0.0.1:80/', 'http://127.0.0.2/'],
  ])('not to %s', async (url) => {
    expect(wrongUrl(url, publicly)).toEqual(expect.any(String));
    expect(await createWebhookPoster(publicly)(url, {}, '{}')).toMatchObject({ kind: 'failed' });
  });

  it('to public servers by https, on whatever port', () => {
    for (const url of [
      'https://example.com/hook?a=b',
      'https://example.com:8443/',
      'https://8.8.8.8/',
      'https://münchen.example.org/',
    ])
      expect(wrongUrl(url, publicly)).toBeNull();
  });

  it('to this machine without https only where that was said', () => {
    expect(wrongUrl('http://127.0.0.1:4010/', { mayBeLoopback: true })).toBeNull();
    expect(wrongUrl('http://localhost:4010/', { mayBeLoopback: true })).not.toBeNull();
    expect(wrongUrl('https://127.0.0.1:4010/', { mayBeLoopback: true })).not.toBeNull();
  });
});

describe('a name', () => {
  it.each([[['10.0.0.1']], [['8.8.8.8', '127.0.0.1']], [['::ffff:127.0.0.1']], [[]]])(
    'that leads to %j leads nowhere',
    async (addresses) => {
      const post = createWebhookPoster({ ...publicly, resolve: () => Promise.resolve(addresses) });
      expect(await post('https://receiver.example.com/', {}, '{}')).toEqual({
        kind: 'failed',
        problem: 'The server’s name leads to no public address',
      });
    },
  );

  it('is looked up once, and the connection goes to what was found then, under the name', async () => {
    const said: Buffer[] = [];
    const server: Server = createServer((socket) =>
      socket.once('data', (chunk) => (said.push(chunk), socket.destroy())),
    );
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    open.push(server);
    const answers = [['127.0.0.1'], ['10.0.0.1']];
    let asked = 0;
    const resolve = () => Promise.resolve(answers[asked++] ?? []);
    const post = createWebhookPoster({ ...publicly, resolve, isAllowed: () => true });
    const { port } = server.address() as AddressInfo;
    expect(await post(`https://receiver.example.com:${port}/`, {}, '{}')).toMatchObject({ kind: 'failed' });
    expect({ asked, greetings: said.length }).toEqual({ asked: 1, greetings: 1 });
    expect(said[0]?.includes('receiver.example.com'), 'the name stands in the greeting of TLS').toBe(true);
    expect(said[0]?.[0], 'and it is one').toBe(0x16);
  });

  it('that nobody finds takes no longer than any other attempt', async () => {
    const never = new Promise<string[]>(() => undefined);
    const post = createWebhookPoster({ ...publicly, resolve: () => never, timeoutMs: 50 });
    expect(await post('https://receiver.example.com/', {}, '{}')).toEqual({
      kind: 'failed',
      problem: 'No answer within 0.05 seconds',
    });
  });
});

describe('a receiver', () => {
  const post = createWebhookPoster({ mayBeLoopback: true, timeoutMs: 300 });
  const receiver = async (): Promise<WebhookReceiver> => {
    const made = await openReceiver();
    open.push(made);
    return made;
  };

  it('that sends elsewhere is not followed', async () => {
    const [one, other] = [await receiver(), await receiver()];
    one.answer = (response) => response.writeHead(307, { location: other.url }).end();
    expect(await post(one.url, {}, '{}')).toEqual({ kind: 'answered', status: 307 });
    expect(other.heard).toEqual([]);
  });

  it('that never answers, or answers for ever, is left', async () => {
    const silent = await receiver();
    silent.answer = () => undefined;
    expect(await post(silent.url, {}, '{}')).toEqual({ kind: 'failed', problem: 'No answer within 0.3 seconds' });
    const dripping = await receiver();
    dripping.answer = (response) => void response.writeHead(200).write('a');
    expect(await post(dripping.url, {}, '{}')).toMatchObject({ kind: 'failed' });
  });

  it('that answers at great length is heard to 64 KB', async () => {
    const talker = await receiver();
    let sent = 0;
    const chunk = Buffer.alloc(65_536);
    talker.answer = (response) => {
      response.writeHead(200);
      const talk = () => {
        while (!response.destroyed && sent < 50_000_000)
          if (((sent += chunk.length), !response.write(chunk))) return void response.once('drain', talk);
      };
      talk();
    };
    expect(await post(talker.url, {}, '{}')).toEqual({ kind: 'answered', status: 200 });
    expect(sent).toBeLessThan(50_000_000);
  });

  it('that is not there is said to be', async () => {
    const gone = await openReceiver();
    await gone.close();
    expect(await post(gone.url, {}, '{}')).toEqual({ kind: 'failed', problem: 'The server refuses the connection' });
  });
});
