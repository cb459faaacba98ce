import { request } from 'node:http';
import { describe, expect, test } from 'vitest';
import { MAIL_PARAMETER } from '~/decisions/send-policy/mail-parameter';
import { clickUrl, type ClickLink } from '~/delivery/links/click-link';
import { inboxOf, ingestApp } from '../../../tests/factories/ingest-app';
import { createShop } from '../../../tests/factories/shops';
import { testApp } from '../../../tests/factories/test-app';
import { testDatabase } from '../../../tests/setup/database';
import { readFollowed } from './followed-link';

const database = await testDatabase();
const app = testApp(database);
const web = ingestApp(app, database, { trustedProxies: 1 });

const BROWSER = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36';
const TARGET = 'https://shop.example/products/mug?variant=4#reviews';

const linkOf = (shopId: string, fields: Partial<ClickLink> = {}): ClickLink => ({
  ...{ shopId, messageId: app.ids.next(), number: 2, of: 5, target: TARGET, isToldMail: false, ...fields },
});
const pathOf = (link: ClickLink): string => clickUrl('', app.vault, link);
const follow = (path: string, init: RequestInit = {}): Promise<Response> =>
  fetch(web.url(path), { redirect: 'manual', headers: { 'User-Agent': BROWSER }, ...init });
const notedIn = async (shopId: string) =>
  (await inboxOf(app, shopId)).map(({ source, body }) => ({ source, ...readFollowed(body, 'key') }));

describe('a link of a mail', () => {
  test('leads to where it led, and is noted by which it is and by what kind of program asked', async () => {
    const { id } = await createShop(app);
    const link = linkOf(id);
    const answer = await follow(pathOf(link));
    expect([answer.status, answer.headers.get('location')]).toEqual([302, TARGET]);
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(answer.headers.get('x-robots-tag')).toContain('noindex');
    expect(await notedIn(id)).toEqual([
      {
        ...{ source: 'mail-link', kind: 'click', messageId: link.messageId, occurredAt: app.clock.now() },
        ...{ dedupeKey: 'key', link: 2, links: 5, url: TARGET, isHead: false, agent: 'browser', isDataCentre: false },
      },
    ]);
  });

  test('tells the shop’s own pages which mail led to them', async () => {
    const { id } = await createShop(app);
    const answer = await follow(pathOf(linkOf(id, { isToldMail: true })));
    const target = new URL(answer.headers.get('location') ?? '');
    expect(target.searchParams.get(MAIL_PARAMETER)).toMatch(/^[\w-]+\.[\w-]{32}$/);
    target.searchParams.delete(MAIL_PARAMETER);
    expect(target.href).toBe(TARGET);
    expect((await notedIn(id))[0]?.url).toBe(TARGET);
  });

  test('of a mail with a code leads through the shop’s discount link, and the code is not kept with the click', async () => {
    const { id } = await createShop(app);
    const answer = await follow(pathOf(linkOf(id, { isToldMail: true, code: 'BACK-7H2KQ9BC' })));
    const led = new URL(answer.headers.get('location') ?? '');
    expect([led.origin, led.pathname, led.hash]).toEqual([
      'https://shop.example',
      '/discount/BACK-7H2KQ9BC',
      '#reviews',
    ]);
    const page = new URL(led.searchParams.get('redirect') ?? '', led);
    expect([page.pathname, page.searchParams.get('variant')]).toEqual(['/products/mug', '4']);
    expect(page.searchParams.get(MAIL_PARAMETER)).toMatch(/^[\w-]+\.[\w-]{32}$/);
    expect((await notedIn(id))[0]?.url).toBe(TARGET);
    expect(JSON.stringify([await inboxOf(app, id), app.logged])).not.toContain('7H2KQ9BC');
  });

  test('answers whoever only asks whether it is there in the same way, and notes it as that', async () => {
    const { id } = await createShop(app);
    const answer = await follow(pathOf(linkOf(id)), { method: 'HEAD' });
    expect([answer.status, answer.headers.get('location')]).toEqual([302, TARGET]);
    expect(await notedIn(id)).toMatchObject([{ isHead: true }]);
  });

  test('notes that it was asked for from a network of machines, and keeps no address and no words', async () => {
    const { id } = await createShop(app);
    const headers = { 'User-Agent': 'curl/8.5.0', 'X-Forwarded-For': '203.0.113.77' };
    await follow(pathOf(linkOf(id)), { headers });
    expect(await notedIn(id)).toMatchObject([{ isDataCentre: true, agent: 'program' }]);
    expect(JSON.stringify(await inboxOf(app, id))).not.toMatch(/203\.0\.113|curl/);
  });

  test('that was changed, or leads elsewhere, is a page that says so, and nothing is noted', async () => {
    const { id } = await createShop(app);
    const own = pathOf(linkOf(id));
    const foreign = Buffer.from(
      Buffer.from(own.slice(3).split('.')[0] ?? '', 'base64url')
        .toString()
        .replace('shop.example', 'evil.example'),
    ).toString('base64url');
    for (const path of [`${own}xx`, `/l/${foreign}.${own.split('.')[1]}`, '/l/x', `/l/https:%2F%2Fevil.example`]) {
      const answer = await follow(path);
      expect([path, answer.status, answer.headers.get('location')]).toEqual([path, 404, null]);
      expect(await answer.text()).toContain('This link is not complete');
    }
    expect(await notedIn(id)).toEqual([]);
  });

  test('of a shop that is gone leads on all the same', async () => {
    const answer = await follow(pathOf(linkOf(app.ids.next())));
    expect([answer.status, answer.headers.get('location')]).toEqual([302, TARGET]);
  });

  test('that is asked for without end leads on, and is noted a hundred times', async () => {
    const { id } = await createShop(app);
    const path = pathOf(linkOf(id));
    const answers = await Promise.all(Array.from({ length: 120 }, () => follow(path)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([302]));
    expect(await notedIn(id)).toHaveLength(100);
  });

  test('cannot be made to lead elsewhere by whatever else stands in the request', async () => {
    const { id } = await createShop(app);
    const url = new URL(web.url(`${pathOf(linkOf(id))}?target=https://evil.example&url=//evil.example`));
    const location = await new Promise((resolve, reject) => {
      const headers = { Host: 'evil.example', 'X-Forwarded-Host': 'evil.example' };
      request(url, { headers }, (response) => resolve(response.resume().headers.location))
        .on('error', reject)
        .end();
    });
    expect(location).toBe(TARGET);
  });
});
