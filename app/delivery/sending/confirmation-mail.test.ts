import { describe, expect, test } from 'vitest';
import { sendingWorlds, type SendingWorld } from '../../../tests/factories/sending-world';
import { makePerson } from '../../../tests/factories/people';
import { messageNow } from '../../../tests/factories/messages';
import { domOf } from '../../../tests/factories/mail-html';
import { openConfirmation, useConfirmation, type ConfirmationKind } from '~/customers/consent/confirmations.server';
import { planConfirmation } from '~/decisions/send-policy/plan-confirmation.server';
import { readConfirmToken, readPreferencesToken } from './own-links';
import { saveTransactionalStream } from './sender.server';

const inWorld = await sendingWorlds();

/** Somebody who said no to marketing and is asked something all the same, because they asked for it. */
async function asked({ app, shop }: SendingWorld, kind: ConfirmationKind = 'subscribe') {
  const person = await makePerson(app, shop.id, { consent: 'withdrawn' });
  const question = await app.db.transaction((tx) =>
    openConfirmation(app, tx, shop.id, { kind, addressId: person.addressId, evidence: {} }),
  );
  if (!question) throw new Error('nobody was asked');
  await app.db.transaction((tx) => planConfirmation(app, tx, question));
  const message = await app.db.prisma.message.findFirstOrThrow({ where: { shopId: shop.id, sourceId: question.id } });
  return { person, question, message };
}
const setUp = ({ app, shop }: SendingWorld, stream: string | null = 'outbound') =>
  saveTransactionalStream(app.db.prisma, shop.id, stream);
const mailsTo = ({ bench }: SendingWorld, email: string) => bench.standIn.inbox.messages({ to: email });

describe('a mail that asks to confirm', () => {
  test('leaves at once on the stream for such mails, without advertising, unsubscribe link or tracking', () =>
    inWorld(async (world) => {
      await setUp(world);
      const { person, question } = await asked(world);
      await world.send();
      const [mail, ...more] = mailsTo(world, person.email);
      expect(more).toEqual([]);
      expect(mail).toMatchObject({ subject: 'Please confirm: news from Oak & Elm', stream: 'outbound' });
      const document = domOf(mail?.html ?? '');
      const links = [...document.querySelectorAll('a')].map((link) => link.getAttribute('href') ?? '');
      const confirm = links.find((link) => link.includes('/c/'));
      expect(readConfirmToken(world.app.vault, confirm?.split('/c/')[1] ?? '')).toEqual({
        shopId: world.shop.id,
        id: question.id,
      });
      expect(document.body.textContent).not.toMatch(/unsubscribe|goes well with/i);
      expect(mail?.html).not.toContain(person.email);
    }));

  test('needs no consent, counts as no mail of ours, and is written in the ledger once', () =>
    inWorld(async (world) => {
      await setUp(world);
      const { person, question, message } = await asked(world);
      await world.app.db.transaction((tx) => planConfirmation(world.app, tx, question));
      await world.send();
      expect(await messageNow(world.app, message)).toMatchObject({ state: 'accepted', consentSeq: null });
      expect(world.counts()).toEqual({ [person.email]: 1 });
    }));

  test('waits while there is no stream for it, and goes when there is', () =>
    inWorld(async (world) => {
      const { person, message } = await asked(world);
      await world.send();
      expect(await messageNow(world.app, message)).toMatchObject({
        state: 'planned',
        reason: { code: 'no-transactional-stream' },
      });
      await setUp(world);
      world.pass(15 * 60_000);
      await world.send();
      expect(world.counts()).toEqual({ [person.email]: 1 });
    }));

  test('does not leave when it was answered before, by an earlier mail', () =>
    inWorld(async (world) => {
      await setUp(world);
      const { message, question } = await asked(world);
      await world.app.db.transaction((tx) => useConfirmation(world.app, tx, world.shop.id, question.id));
      await world.send();
      expect(await messageNow(world.app, message)).toMatchObject({
        state: 'skipped',
        reason: { code: 'nothing-to-confirm' },
      });
      expect(world.counts()).toEqual({});
    }));

  test.each([
    ['de', 'delete', 'Bitte bestätigen: Ihre Daten bei Oak & Elm löschen'],
    ['fr-CA', 'download', 'Merci de confirmer : une copie de vos données chez Oak & Elm'],
    ['pl', 'subscribe', 'Please confirm: news from Oak & Elm'],
  ] as const)('to a shop that writes %s is in its language, or in English', (locale, kind, subject) =>
    inWorld(async (world) => {
      await setUp(world);
      await world.app.db.prisma.shop.update({ where: { id: world.shop.id }, data: { locale } });
      const { person } = await asked(world, kind);
      await world.send();
      expect(mailsTo(world, person.email)[0]).toMatchObject({ subject });
    }),
  );

  test('that Postmark may have taken without an answer is looked for on its own stream, and not sent again', () =>
    inWorld(async (world) => {
      await setUp(world);
      const { person, message } = await asked(world);
      world.bench.standIn.faults.next({ kind: 'accepted-then-timeout' });
      await world.send();
      expect((await messageNow(world.app, message)).state).toBe('unknown');
      world.pass(20 * 60_000);
      await world.settle();
      expect((await messageNow(world.app, message)).state).toBe('accepted');
      expect(world.counts()).toEqual({ [person.email]: 1 });
    }));
});

test('each marketing mail leads to its reader’s own preference centre, by a link that is not tracked', () =>
  inWorld(async (world) => {
    const { email, addressId } = await world.recipient();
    await world.send();
    const [mail] = mailsTo(world, email);
    const link = [...domOf(mail?.html ?? '').querySelectorAll('a')].find(
      (each) => each.textContent === 'Choose what you get',
    );
    expect(link?.hasAttribute('data-pm-no-track')).toBe(true);
    const token = link?.getAttribute('href')?.split('/p/')[1] ?? '';
    expect(readPreferencesToken(world.app.vault, token)).toEqual({ shopId: world.shop.id, addressId });
    expect(mail?.text).toContain(`/p/${token}`);
  }));
