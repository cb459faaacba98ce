import { expect, test } from 'vitest';
import { outgoing } from '../../../tests/contracts/email-transport';
import { sendingWorlds, type SendingWorld } from '../../../tests/factories/sending-world';
import { inSmtp } from '../../../tests/factories/smtp-bench';
import { documentSchema } from '../documents/document';
import { saveSmtp } from '../sending/sender.server';

const inWorld = await sendingWorlds();
const KEY = 'abandoned-cart-first';

/** A mail's parts, decoded, in the order in which they stand in it. */
function partsOf(raw: string): { type: string; content: string }[] {
  const [, boundary = ''] = /multipart\/alternative;\s+boundary="([^"]+)"/.exec(raw) ?? [];
  return raw
    .split(`--${boundary}`)
    .slice(1, -1)
    .map((part) => {
      const [head = '', ...body] = part.split('\r\n\r\n');
      const content = body.join('\r\n\r\n');
      return { type: /Content-Type: ([^;\s]+)/i.exec(head)?.[1] ?? '', content: decoded(head, content) };
    });
}

function decoded(head: string, content: string): string {
  if (/base64/i.test(head)) return Buffer.from(content, 'base64').toString('utf8');
  if (!/quoted-printable/i.test(head)) return content;
  const bytes = content
    .replace(/=\r\n/g, '')
    .replace(/=([0-9A-F]{2})/g, (_all, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1').toString('utf8');
}

async function withDocument({ app, shop }: SendingWorld, changes: { amp?: true }): Promise<void> {
  const blocks = [
    { key: 'hello', kind: 'heading', text: 'Hello {{ person.firstName | default: "there" }} ⚡' },
    { key: 'shop', kind: 'button', label: 'To the store', to: 'shop' },
    { key: 'end', kind: 'footer' },
  ];
  const document = documentSchema.parse({
    ...{ key: KEY, language: 'en', subject: 'Your cart', preheader: 'Still here.', blocks },
    ...(changes.amp ? { amp: true } : {}),
  });
  const own = { shopId: shop.id, key: KEY, version: 1, createdAt: app.clock.now() };
  await app.db.prisma.emailTemplate.create({ data: { ...own, document } });
}

/** What a mail server of the shop's own took for one mail of the flow. */
async function sentBySmtp(world: SendingWorld, changes: Parameters<SendingWorld['send']>[0] = {}): Promise<string> {
  let raw = '';
  await inSmtp(async (bench) => {
    await saveSmtp(world.app.vault, world.app.db.prisma, world.shop.id, bench.account);
    const transport: SendingWorld['deps']['transport'] = {
      sendBatch: (account, emails) =>
        account.kind === 'smtp' ? bench.transport.sendBatch(account, emails) : expect.fail('it went to Postmark'),
      find: () => Promise.resolve({ kind: 'cannot-know' }),
    };
    await world.recipient({ firstName: 'Ana' });
    await world.send({ transport, ...changes });
    raw = bench.server.taken[0]?.raw ?? '';
  });
  return raw;
}

test('a mail server of the shop’s own gets the AMP part between plain text and HTML, sound and with its links counted', () =>
  inWorld(
    async (world) => {
      await withDocument(world, { amp: true });
      const parts = partsOf(await sentBySmtp(world));
      expect(parts.map(({ type }) => type)).toEqual(['text/plain', 'text/x-amp-html', 'text/html']);
      const [, amp, html] = parts.map(({ content }) => content);
      expect(amp).toContain('<h1>Hello Ana ⚡</h1>');
      expect(await world.deps.ampCheck(amp?.trim() ?? '')).toEqual([]);
      const links = (text = '') => [...text.matchAll(/http:\/\/127\.0\.0\.1:4000\/l\/[\w.-]+/g)].map(([url]) => url);
      expect(links(amp).length).toBeGreaterThan(0);
      expect(links(html)).toEqual(expect.arrayContaining(links(amp)));
      expect(amp).toMatch(/href="http:\/\/127\.0\.0\.1:4000\/u\//);
    },
    { unsubscribeMode: 'custom' },
  ));

test('a part that the validator does not take is left out, and the mail leaves all the same', () =>
  inWorld(
    async (world) => {
      await withDocument(world, { amp: true });
      const parts = partsOf(await sentBySmtp(world, { ampCheck: () => Promise.resolve(['not allowed']) }));
      expect(parts.map(({ type }) => type)).toEqual(['text/plain', 'text/html']);
    },
    { unsubscribeMode: 'custom' },
  ));

test('nothing of it is made where the mail is not to be AMP', () =>
  inWorld(
    async (world) => {
      await withDocument(world, {});
      expect(partsOf(await sentBySmtp(world)).map(({ type }) => type)).toEqual(['text/plain', 'text/html']);
    },
    { unsubscribeMode: 'custom' },
  ));

test('Postmark is handed none', () =>
  inWorld(async (world) => {
    await withDocument(world, { amp: true });
    const ana = await world.recipient();
    const handed: string[] = [];
    const transport: typeof world.deps.transport = {
      ...world.deps.transport,
      sendBatch(account, emails) {
        handed.push(...emails.map(({ amp }) => String(amp)));
        return world.deps.transport.sendBatch(account, emails);
      },
    };
    await world.send({ transport });
    expect(handed).toEqual(['undefined']);
    expect(world.bench.standIn.inbox.messages({ to: ana.email })[0]?.html).not.toContain('4email');
    const [result] = await world.deps.transport.sendBatch({ kind: 'postmark', token: world.sender.postmarkToken }, [
      outgoing({ amp: '<!doctype html><html ⚡4email></html>' }),
    ]);
    expect(result?.kind, 'what it is not made for is not told it').toBe('accepted');
  }));
