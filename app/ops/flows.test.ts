import { describe, expect, test } from 'vitest';
import { pageWorlds } from '../../tests/factories/page-world';
import { flowDefinition } from '~/decisions/flows/flows.server';
import { flowList, flowPage, saveFlow } from './flows.server';

const inWorld = await pageWorlds();
const KEY = 'abandoned-cart';

describe('the abandoned-cart flow', () => {
  test('is there and off after installing, with the delays every shop begins with', () =>
    inWorld(async ({ pages, domain }) => {
      const { flows } = await flowList(pages, domain);
      const delays = { firstMailAfterMinutes: 240, secondMailAfterMinutes: 1_200 };
      expect(flows).toMatchObject([{ key: KEY, isOn: false, version: 1, delays, entered: 0, sent: 0 }]);
    }));

  test('is turned on and off', () =>
    inWorld(async ({ pages, domain }) => {
      expect(await saveFlow(pages, domain, { intent: 'switch', isOn: 'true' })).toEqual({ kind: 'saved' });
      expect((await flowPage(pages, domain, KEY))?.flow.isOn).toBe(true);
      await saveFlow(pages, domain, { intent: 'switch', isOn: 'false' });
      expect((await flowPage(pages, domain, KEY))?.flow.isOn).toBe(false);
    }));

  test('is not turned on before it is said who the mail is from', () =>
    inWorld(async ({ app, shop, pages, domain }) => {
      await app.db.prisma.sender.delete({ where: { shopId: shop.id } });
      const outcome = await saveFlow(pages, domain, { intent: 'switch', isOn: 'true' });
      expect(outcome).toMatchObject({ kind: 'refused', problems: [{ field: 'isOn' }] });
      expect(await flowPage(pages, domain, KEY)).toMatchObject({ canStart: false, flow: { isOn: false } });
    }));

  test('with other delays is a new version; the old one stays for those who began on it', () =>
    inWorld(async ({ app, shop, pages, domain }) => {
      const change = { intent: 'delays', firstMailAfterMinutes: '60', secondMailAfterMinutes: '2880' };
      expect(await saveFlow(pages, domain, change)).toEqual({ kind: 'saved' });
      await saveFlow(pages, domain, change);
      const page = await flowPage(pages, domain, KEY);
      expect(page?.flow).toMatchObject({
        version: 2,
        delays: { firstMailAfterMinutes: 60, secondMailAfterMinutes: 2_880 },
      });
      const first = await flowDefinition(app.db.prisma, shop.id, KEY, 1);
      expect(first.nodes.find(({ key }) => key === 'wait-for-silence')).toMatchObject({ minutes: 240 });
    }));

  test.each([
    ['too short', '5', '1200', 'firstMailAfterMinutes', 'at least 30 minutes'],
    ['no number', 'soon', '1200', 'firstMailAfterMinutes', 'must be a number'],
    ['half a minute', '60.5', '1200', 'firstMailAfterMinutes', 'whole minutes'],
    ['too long', '60', '99999', 'secondMailAfterMinutes', 'two weeks'],
  ])('refuses a delay that is %s, by its field', (_what, first, second, field, words) =>
    inWorld(async ({ pages, domain }) => {
      const form = { intent: 'delays', firstMailAfterMinutes: first, secondMailAfterMinutes: second };
      const outcome = await saveFlow(pages, domain, form);
      expect(outcome).toMatchObject({ kind: 'refused', problems: [{ field }] });
      expect(JSON.stringify(outcome)).toContain(words);
      expect((await flowPage(pages, domain, KEY))?.flow.version).toBe(1);
    }),
  );

  test('says in words when it begins and when it ends', () =>
    inWorld(async ({ pages, domain }) => {
      const page = await flowPage(pages, domain, KEY);
      expect(page?.startsWhen).toBe(
        'an email address is known, there are items in the cart, and the cart was not bought',
      );
      expect(page?.stopsWhen).toContain('there are no items in the cart');
    }));

  test('is the only one: another key has no page', () =>
    inWorld(async ({ pages, domain }) => {
      expect(await flowPage(pages, domain, 'welcome')).toBeNull();
    }));
});
