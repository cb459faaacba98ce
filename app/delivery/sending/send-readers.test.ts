import { describe, expect, test } from 'vitest';
import { sendingWorlds, type Recipient, type SendingWorld } from '../../../tests/factories/sending-world';
import { documentSchema } from '../documents/document';

const inWorld = await sendingWorlds();
const NEAR = { kind: 'fact', fact: 'profile.country', is: 'is', value: 'DE' };
const KEY = 'abandoned-cart-first';
const DOCUMENT = documentSchema.parse({
  ...{ key: KEY, language: 'en', subject: 'Your cart', preheader: 'It is still here.' },
  sections: [
    {
      key: 'all',
      blocks: [
        { key: 'hello', kind: 'heading', text: 'We kept your cart' },
        { key: 'again', kind: 'text', text: 'Come by', shownIf: NEAR },
        { key: 'cart', kind: 'cart' },
        { key: 'end', kind: 'footer' },
      ],
    },
    {
      key: 'more',
      shownIf: { kind: 'not', rule: NEAR },
      blocks: [{ key: 'new', kind: 'text', text: 'We send it to you' }],
    },
  ],
  translations: { de: { subject: 'Ihr Warenkorb', 'hello.text': 'Wir haben Ihren Warenkorb aufgehoben' } },
});

async function keepDocument({ app, shop }: SendingWorld): Promise<void> {
  const own = { shopId: shop.id, key: KEY, version: 1, createdAt: app.clock.now() };
  await app.db.prisma.emailTemplate.create({ data: { ...own, document: DOCUMENT } });
}
const tell = ({ app }: SendingWorld, { message }: Recipient, data: { locale: string } | { countryCode: string }) =>
  app.db.prisma.profile.update({ where: { shopId_id: { shopId: message.shopId, id: message.profileId } }, data });
const mailTo = ({ bench }: SendingWorld, { email }: Recipient) => bench.standIn.inbox.messages({ to: email })[0];

describe('of mails that go together each is made for its reader:', () => {
  test('in their language where the document speaks it, with figures and Kindred’s own words as in it', () =>
    inWorld(async (world) => {
      await keepDocument(world);
      const [ana, ben, cleo] = await world.recipients(3);
      if (!ana || !ben || !cleo) throw new Error('three people were asked for');
      await tell(world, ana, { locale: 'de-AT' });
      await tell(world, ben, { locale: 'fr' });
      await world.send();
      world.pass(60_000);
      expect(mailTo(world, ana)).toMatchObject({ subject: 'Ihr Warenkorb' });
      expect(mailTo(world, ana)?.text).toMatch(
        /Wir haben Ihren Warenkorb aufgehoben[\s\S]*Summe: €\s\d+,\d\d[\s\S]*Abmelden: /,
      );
      for (const other of [ben, cleo]) {
        expect(mailTo(world, other)).toMatchObject({ subject: 'Your cart' });
        expect(mailTo(world, other)?.text).toMatch(/We kept your cart[\s\S]*Total: €\d+\.\d\d[\s\S]*Unsubscribe: /);
      }
    }));

  test('with the parts that are for them, in both parts of the mail', () =>
    inWorld(async (world) => {
      await keepDocument(world);
      const [ana, ben] = [await world.recipient(), await world.recipient()];
      await tell(world, ana, { countryCode: 'DE' });
      await world.send();
      world.pass(60_000);
      const shown = (person: Recipient) =>
        [mailTo(world, person)?.html ?? '', mailTo(world, person)?.text ?? ''].map((part) =>
          ['Come by', 'We send it to you'].filter((words) => part.includes(words)),
        );
      expect(shown(ana)).toEqual([['Come by'], ['Come by']]);
      expect(shown(ben)).toEqual([['We send it to you'], ['We send it to you']]);
    }));
});
