import { describe, expect, test } from 'vitest';
import { inPostmark, type PostmarkBench } from '../../../tests/factories/postmark-bench';
import { createMailServers } from './mail-servers.server';
import { createPostmarkAccount } from './postmark-account.server';

const SHOP = 'oak-and-elm.myshopify.com';

function servers({ standIn, url }: PostmarkBench, token = standIn.accountToken) {
  const account = createPostmarkAccount(token, url);
  if (!account) throw new Error('there is an account');
  return createMailServers(account);
}

const named = ({ standIn }: PostmarkBench) => standIn.servers().filter(({ name }) => name === SHOP);

describe('a mail server for a shop', () => {
  test('is made once, and found after that', () =>
    inPostmark(async (bench) => {
      const first = await servers(bench).ensure(SHOP);
      const [server] = named(bench);
      expect(first).toEqual({ kind: 'ready', server: { id: server?.id, token: server?.token } });
      expect(server).toMatchObject({ color: 'Turquoise', trackOpens: false, trackLinks: 'None' });
      expect(await servers(bench).ensure(SHOP)).toEqual(first);
      expect(named(bench)).toHaveLength(1);
    }));

  test('is the same for two who make it at once', () =>
    inPostmark(async (bench) => {
      const made = await Promise.all(Array.from({ length: 6 }, () => servers(bench).ensure(SHOP)));
      expect(new Set(made.map((each) => JSON.stringify(each))).size).toBe(1);
      expect(named(bench)).toHaveLength(1);
    }));

  test('is found again where the answer that it was made got lost', () =>
    inPostmark(async (bench) => {
      await bench.account.createServer({ Name: SHOP });
      expect((await servers(bench).ensure(SHOP)).kind).toBe('ready');
      expect(named(bench)).toHaveLength(1);
    }));

  test('is not that of a shop whose name holds its own', () =>
    inPostmark(async (bench) => {
      await bench.account.createServer({ Name: `big-${SHOP}` });
      const { server } = (await servers(bench).ensure(SHOP)) as { server: { id: number } };
      expect(named(bench).map(({ id }) => id)).toEqual([server.id]);
    }));

  test('is refused in Postmark’s words', () =>
    inPostmark(async (bench) => {
      expect(await servers(bench, 'not-the-account').ensure(SHOP)).toMatchObject({
        ...{ kind: 'refused', problem: expect.stringContaining('Account token') },
      });
    }));

  test('is nobody’s to make where whoever runs the app has no account', () => {
    expect(createPostmarkAccount(undefined, undefined)).toBeNull();
  });
});
