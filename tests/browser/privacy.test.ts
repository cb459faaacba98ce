import { readFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { everythingSettled } from '../../devstore/app-processes';
import { seriousFindings } from './check-accessibility';
import { appFrame, openAdminWorld, type AdminWorld } from './open-admin';

let admin: AdminWorld;
beforeAll(async () => {
  admin = await openAdminWorld();
  const { world, app } = admin;
  const [one, other] = world.shopify.store.data.customers;
  world.shopify.compliance.requestData(one?.id ?? '');
  world.shopify.compliance.requestData(other?.id ?? '');
  await everythingSettled(world, app);
});
afterEach(() => admin.browser.closePages());
afterAll(() => admin.close());

async function open(width = 1280) {
  const { page, problems } = await admin.browser.newPage({ viewport: { width, height: 900 } });
  await page.goto(admin.adminUrl('/app/privacy'));
  const frame = await appFrame(page);
  await frame.getByRole('heading', { level: 1, name: 'Privacy' }).waitFor();
  await frame.getByText('Ready').first().waitFor();
  return { page, problems, frame };
}

describe('requests that Shopify passes on', () => {
  it.each([1_280, 360])('fit %i pixels, and axe finds nothing serious', async (width) => {
    const { frame, problems } = await open(width);
    expect(await frame.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0);
    expect(await seriousFindings(frame)).toEqual([]);
    expect(problems).toEqual([]);
  });

  it('are answered by taking the copy, which has the person in it, whole and alone', async () => {
    const { frame, page } = await open();
    await frame.getByRole('heading', { name: '2 people wait for an answer' }).waitFor();
    const downloading = page.waitForEvent('download');
    await frame
      .getByRole('button', { name: /^Download the copy for/ })
      .first()
      .click();
    const copy = JSON.parse(readFileSync(await (await downloading).path(), 'utf8')) as Record<string, unknown>;
    expect(copy).toMatchObject({
      format: 'kindred-privacy-export/1',
      addresses: [{ firstName: expect.any(String) as string }],
    });
    await frame.getByRole('heading', { name: 'One person waits for an answer' }).waitFor();
    await frame.getByText('Handed over').waitFor();
  });

  it('stand on Home until they are answered', async () => {
    const { page } = await admin.browser.newPage({ viewport: { width: 1280, height: 900 } });
    await page.goto(admin.adminUrl('/app'));
    const frame = await appFrame(page);
    await frame.getByText('Somebody waits for their data').waitFor();
  });
});
