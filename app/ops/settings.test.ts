import { describe, expect, test } from 'vitest';
import { fillCart } from '../../tests/factories/filled-carts';
import { pageWorlds, type PageWorld } from '../../tests/factories/page-world';
import { makePerson } from '../../tests/factories/people';
import { after } from '../../tests/factories/times';
import { previewNext } from './preview.server';
import { saveSettings, settingsPage } from './settings.server';

const inWorld = await pageWorlds();
const HOUR = 3_600_000;

const form = (changes: Record<string, string> = {}) => ({
  intent: 'sender',
  fromName: 'Oak & Elm',
  fromEmail: 'hello@shop.example',
  replyTo: '',
  postalAddress: '1 Oak Street, Bristol',
  postmarkToken: '',
  broadcastStream: 'broadcast',
  unsubscribeMode: 'postmark',
  consentLine: '',
  ...changes,
});

/** Ana left a cart two hours ago. */
async function anaLeavesCart({ app, shop }: PageWorld) {
  const ana = await makePerson(app, shop.id, { firstName: 'Ana' });
  await fillCart(app, shop.id, { profileId: ana.profileId, token: 'ana', at: after(-2 * HOUR, app.clock.now()) });
  return ana;
}

describe('the sender', () => {
  test('is saved without its token being typed again, and never shows it', () =>
    inWorld(async ({ pages, domain, sender }) => {
      expect(await saveSettings(pages, domain, form({ fromName: 'Oak' }))).toEqual({ kind: 'saved' });
      const page = await settingsPage(pages, domain);
      expect(page.sender).toMatchObject({ fromName: 'Oak', replyTo: null, consentLine: null });
      expect(JSON.stringify(page)).not.toContain(sender.postmarkToken);
    }));

  test('is refused with Postmark’s own words when Postmark does not know the token, and nothing is saved', () =>
    inWorld(async ({ pages, domain }) => {
      const outcome = await saveSettings(pages, domain, form({ fromName: 'X', postmarkToken: 'no-such-token-there' }));
      expect(outcome).toMatchObject({ kind: 'refused', problems: [{ field: 'postmarkToken' }] });
      expect(JSON.stringify(outcome)).toContain('Postmark says');
      expect((await settingsPage(pages, domain)).sender?.fromName).toBe('Oak & Elm');
    }));

  test('needs a token the first time, where no server can be made', () =>
    inWorld(async ({ app, shop, pages, domain }) => {
      await app.db.prisma.sender.delete({ where: { shopId: shop.id } });
      const outcome = await saveSettings({ ...pages, mailServers: null }, domain, form());
      expect(outcome).toMatchObject({ kind: 'refused', problems: [{ field: 'postmarkToken' }] });
    }));

  test.each([
    ['fromEmail', 'not an address'],
    ['postalAddress', ''],
    ['fromName', 'Oak\r\nBcc: all@example.com'],
    ['consentLine', 'x'.repeat(301)],
  ])('is refused for its %s by that field', (field, value) =>
    inWorld(async ({ pages, domain }) => {
      const outcome = await saveSettings(pages, domain, form({ [field]: value }));
      expect(outcome).toMatchObject({ kind: 'refused', problems: [{ field }] });
    }),
  );
});

describe('a test mail', () => {
  test('goes to the shop itself, is the next person’s mail, and verifies the sender until it changes', () =>
    inWorld(async (world) => {
      const { pages, domain, counts, bench } = world;
      await anaLeavesCart(world);
      expect((await settingsPage(pages, domain)).verifiedAt).toBeNull();
      expect(await saveSettings(pages, domain, { intent: 'test' })).toEqual({ kind: 'saved' });
      expect(counts()).toEqual({ 'owner@shop.example': 1 });
      const [mail] = bench.standIn.inbox.messages();
      expect(mail?.subject).toMatch(/^\[Test\] Ana, your cart/);
      expect((await settingsPage(pages, domain)).verifiedAt).not.toBeNull();
      await saveSettings(pages, domain, form());
      expect((await settingsPage(pages, domain)).verifiedAt).toBeNull();
    }));

  test('of a shop where nobody left a cart goes, too', () =>
    inWorld(async ({ pages, domain, counts }) => {
      expect(await saveSettings(pages, domain, { intent: 'test' })).toEqual({ kind: 'saved' });
      expect(counts()).toEqual({ 'owner@shop.example': 1 });
    }));

  test('that Postmark refuses says so and verifies nothing', () =>
    inWorld(async ({ app, shop, pages, domain, counts }) => {
      const data = { fromEmail: 'hello@elsewhere.example' };
      await app.db.prisma.sender.update({ where: { shopId: shop.id }, data });
      const outcome = await saveSettings(pages, domain, { intent: 'test' });
      expect(outcome).toMatchObject({ kind: 'refused', problems: [{ field: 'test' }] });
      expect(counts()).toEqual({});
      expect((await settingsPage(pages, domain)).verifiedAt).toBeNull();
    }));
});

describe('rules and the pause', () => {
  test('are saved and shown', () =>
    inWorld(async ({ pages, domain }) => {
      const rules = {
        intent: 'rules',
        frequencyCapHours: '24',
        weeklyBudget: '3',
        fromMinute: '1320',
        untilMinute: '420',
      };
      expect(await saveSettings(pages, domain, rules)).toEqual({ kind: 'saved' });
      await saveSettings(pages, domain, { intent: 'pause', isPaused: 'true' });
      const shown = {
        isPaused: true,
        frequencyCapMinutes: 1_440,
        weeklyBudget: 3,
        quiet: { fromMinute: 1_320, untilMinute: 420 },
      };
      expect((await settingsPage(pages, domain)).rules).toEqual(shown);
    }));

  test('of quiet hours both ends are needed, or none', () =>
    inWorld(async ({ pages, domain }) => {
      const rules = { intent: 'rules', frequencyCapHours: '16', weeklyBudget: '', fromMinute: '1320', untilMinute: '' };
      const outcome = await saveSettings(pages, domain, rules);
      expect(outcome).toMatchObject({ kind: 'refused', problems: [{ field: 'untilMinute' }] });
      expect(await saveSettings(pages, domain, { ...rules, fromMinute: '' })).toEqual({ kind: 'saved' });
      expect((await settingsPage(pages, domain)).rules.quiet).toBeNull();
    }));

  test('that nobody knows are refused', () =>
    inWorld(async ({ pages, domain }) => {
      expect(await saveSettings(pages, domain, { intent: 'everything' })).toMatchObject({ kind: 'refused' });
    }));
});

describe('the preview', () => {
  test('is the mail of the person whose turn is next, with the shop’s own words under it', () =>
    inWorld(async (world) => {
      const { pages, domain } = world;
      await anaLeavesCart(world);
      await saveSettings(pages, domain, form({ consentLine: 'You joined our <club>.' }));
      const preview = await previewNext(pages, domain, 'abandoned-cart-first');
      expect(preview).toMatchObject({ kind: 'shown', who: 'Ana', subject: expect.stringContaining('Ana, your cart') });
      expect(preview.kind === 'shown' && preview.html).toContain('You joined our &lt;club&gt;.');
      expect(preview.kind === 'shown' && preview.html).not.toContain('pm:unsubscribe');
    }));

  test('says when nobody left a cart, and when there is no such mail', () =>
    inWorld(async (world) => {
      const { pages, domain } = world;
      expect(await previewNext(pages, domain, 'abandoned-cart-first')).toEqual({ kind: 'nobody-yet' });
      await anaLeavesCart(world);
      expect(await previewNext(pages, domain, 'no-such-mail')).toMatchObject({ kind: 'failed' });
    }));
});
