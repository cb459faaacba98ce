import { describe, expect, test } from 'vitest';
import { withShop } from '~/platform/db/db.server';
import { testDatabase } from '../../../tests/setup/database';
import { createShop } from '../../../tests/factories/shops';
import { testApp } from '../../../tests/factories/test-app';
import { loadSender, saveSender, senderSchema, type SenderInput } from './sender.server';

const app = testApp(await testDatabase());
const { prisma } = app.db;

const sender = {
  fromName: 'Oak & Elm',
  fromEmail: 'hello@shop.example',
  replyTo: null,
  postalAddress: '1 Oak Street, Bristol',
  postmarkToken: 'a-token-of-postmark',
  broadcastStream: 'broadcast',
  unsubscribeMode: 'postmark',
  consentLine: null,
} satisfies SenderInput;
const problemsOf = (changes: object): string[] => {
  const result = senderSchema.safeParse({ ...sender, ...changes });
  return result.success ? [] : result.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
};

describe('who a mail is from', () => {
  test('is taken as it is, with defaults for what is left open', () => {
    const { fromName, fromEmail, postalAddress, postmarkToken } = sender;
    expect(senderSchema.parse({ fromName, fromEmail, postalAddress, postmarkToken })).toEqual(sender);
  });

  test('is trimmed, and addresses are written as they are compared', () => {
    const typed = {
      ...sender,
      fromName: '  Oak & Elm ',
      fromEmail: ' Hello@Shop.Example ',
      replyTo: 'Team@shop.example',
    };
    expect(senderSchema.parse(typed)).toEqual({ ...sender, replyTo: 'team@shop.example' });
  });

  test.each([
    'Ümläut & Söhne',
    '木と楡',
    'Oak’s “Elm”',
    "Ana's shop",
    'Oak, Elm; Ash (Ltd.) @ home',
    'علی‌رضا',
    '👩‍🌾 Farm',
  ])('may be called %s', (fromName) => {
    expect(problemsOf({ fromName })).toEqual([]);
  });

  test.each([
    ['a line break', 'Oak\r\nBcc: everybody@example.com'],
    ['a lone line feed', 'Oak\nElm'],
    ['a lone carriage return', 'Oak\rElm'],
    ['a null', 'Oak\u0000Elm'],
    ['a delete', 'Oak\u007fElm'],
    ['a quote', 'Oak" <evil@example.com>, "Elm'],
    ['an angle bracket', 'Oak <evil@example.com>'],
    ['a backslash, which would swallow the closing quote', 'Oak \\'],
    ['a line break of Unicode', 'Oak\u2028Elm'],
    ['a letter that turns the direction of writing', 'Oak\u202eElm'],
  ])('may not hold %s in its name', (_what, fromName) => {
    expect(problemsOf({ fromName }).join()).toContain('fromName: must not hold');
  });

  test.each([
    ['no name', { fromName: ' ' }, 'fromName'],
    ['a name of more than two hundred characters', { fromName: 'x'.repeat(201) }, 'fromName'],
    ['no address', { fromEmail: '' }, 'fromEmail: is not an email address'],
    ['two addresses', { fromEmail: 'a@shop.example, b@shop.example' }, 'fromEmail'],
    ['an address with a line break in it', { fromEmail: 'a@shop.example\r\nBcc: b@shop.example' }, 'fromEmail'],
    ['an address to answer to that is none', { replyTo: 'nobody' }, 'replyTo'],
    ['no postal address', { postalAddress: 'Bristol' }, 'postalAddress: is needed: the law asks'],
    ['no token', { postmarkToken: '' }, 'postmarkToken'],
    ['no stream', { broadcastStream: ' ' }, 'broadcastStream'],
    ['another way to unsubscribe', { unsubscribeMode: 'never' }, 'unsubscribeMode'],
  ])('with %s is refused', (_what, changes, problem) => {
    expect(problemsOf(changes).join()).toContain(problem);
  });
});

describe('the sender a shop saved', () => {
  test('comes back as it was; before, there is none', async () => {
    const { id } = await createShop(app);
    await withShop(id, async () => {
      expect(await loadSender(app.vault, prisma, id)).toBeNull();
      await saveSender(app.vault, prisma, id, sender);
      expect(await loadSender(app.vault, prisma, id)).toMatchObject(sender);
      await prisma.sender.update({ where: { shopId: id }, data: { verifiedAt: app.clock.now() } });
      await saveSender(app.vault, prisma, id, { ...sender, unsubscribeMode: 'custom', replyTo: 'team@shop.example' });
      expect(await loadSender(app.vault, prisma, id)).toMatchObject({
        unsubscribeMode: 'custom',
        replyTo: 'team@shop.example',
        verifiedAt: null,
      });
    });
  });

  test('is kept with its token sealed, for this shop alone', async () => {
    const { id } = await createShop(app);
    await withShop(id, async () => {
      await saveSender(app.vault, prisma, id, sender);
      const row = await prisma.sender.findUniqueOrThrow({ where: { shopId: id } });
      expect(Buffer.from(row.postmarkToken).includes(sender.postmarkToken)).toBe(false);
      expect(() => app.vault.open(row.postmarkToken, app.ids.next())).toThrow();
    });
  });
});
