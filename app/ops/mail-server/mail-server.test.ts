import { describe, expect, test } from 'vitest';
import { createSmtpCheck } from '~/integrations/smtp/check-smtp.server';
import { createPostmarkClients } from '~/integrations/postmark/postmark-client.server';
import { pageWorlds, type PageWorld } from '../../../tests/factories/page-world';
import { inSmtp, type SmtpBench } from '../../../tests/factories/smtp-bench';
import { transportBy } from '../../../tests/factories/transport';
import { changeMailServer, mailServerPage } from './mail-server.server';

const inWorld = await pageWorlds();

interface Both {
  world: PageWorld;
  smtp: SmtpBench;
  /** Saves the form of the page; what is not said is right. */
  save(changes?: Record<string, string>): ReturnType<typeof changeMailServer>;
  send(): Promise<unknown>;
}

const inBoth = (work: (both: Both) => Promise<void>): Promise<void> =>
  inWorld((world) =>
    inSmtp(async (smtp) => {
      const { pages, domain, bench } = world;
      const smtpCheck = createSmtpCheck(smtp.options);
      const form = { ...smtp.account, port: String(smtp.account.port), intent: 'save' };
      await work({
        ...{ world, smtp },
        save: (changes = {}) => changeMailServer({ ...pages, smtpCheck }, domain, { ...form, ...changes }, '7'),
        send: () => world.send({ transport: transportBy(createPostmarkClients(bench.url), smtp.options) }),
      });
    }),
  );

describe('a mail server of the merchant’s own', () => {
  test('is kept once it let us in, and its password is not shown again', () =>
    inBoth(async ({ world: { pages, domain }, smtp, save }) => {
      expect(await save()).toEqual({ kind: 'saved' });
      const { password: _password, ...shown } = smtp.account;
      expect(await mailServerPage(pages, domain)).toEqual({ hasSender: true, server: shown });
    }));

  test('is refused where it does not let us in, in its own words', () =>
    inBoth(async ({ save }) => {
      const outcome = await save({ password: 'wrong' });
      expect(outcome).toMatchObject({ kind: 'refused', problems: [{ field: 'host' }] });
      expect(JSON.stringify(outcome)).toMatch(/did not let us in: .*login/i);
    }));

  test('keeps its password where none is typed, and never tells it to another server', () =>
    inBoth(async ({ save, smtp }) => {
      await save();
      expect(await save({ password: '' })).toEqual({ kind: 'saved' });
      const logins = smtp.server.logins;
      const elsewhere = await save({ password: '', host: 'evil.example' });
      expect(elsewhere).toEqual({ kind: 'refused', problems: [{ field: 'password', message: 'is needed' }] });
      expect(smtp.server.logins).toBe(logins);
    }));

  test('takes the shop’s mail from then on, with our own way to unsubscribe, and Postmark none', () =>
    inBoth(async ({ world, smtp, save, send }) => {
      await save();
      const { message } = await world.recipient();
      await send();
      const [mail] = await smtp.arrived();
      expect(mail?.headers['list-unsubscribe-post']).toBe('List-Unsubscribe=One-Click');
      expect(mail?.html).not.toContain('pm:unsubscribe');
      expect(mail?.headers['x-kindred-message']).toBe(message.id);
      expect(world.bench.entries('accepted')).toEqual([]);
    }));

  test('that may have taken a mail is not given it again: it rests, and says so', () =>
    inBoth(async ({ world, smtp, save, send }) => {
      await save();
      const recipient = await world.recipient({ email: 'ana@example.com' });
      smtp.server.faults.set('ana@example.com', 'hang-up-after');
      await send();
      expect(await world.now(recipient)).toMatchObject({ state: 'unknown', reason: { code: 'no-answer' } });
      world.pass(3_600_000);
      expect(await world.settle(), 'nothing is to be looked at any more').toBeNull();
      expect(await world.now(recipient)).toMatchObject({ state: 'unknown', reason: { code: 'never-known' } });
      await send();
      expect(smtp.server.taken).toHaveLength(1);
    }));

  test('is let go of, and Postmark sends again', () =>
    inBoth(async ({ world, save, send }) => {
      await save();
      const { pages, domain } = world;
      const smtpCheck = () => Promise.resolve(null);
      expect(await changeMailServer({ ...pages, smtpCheck }, domain, { intent: 'remove' })).toEqual({ kind: 'saved' });
      await world.recipient();
      await send();
      expect(world.bench.entries('accepted')).toHaveLength(1);
    }));
});
