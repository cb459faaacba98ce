import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { seriousFindings } from './check-accessibility';
import { appFrame, openAdminWorld, type AdminWorld } from './open-admin';

let admin: AdminWorld;
beforeAll(async () => void (admin = await openAdminWorld()));
afterEach(() => admin.browser.closePages());
afterAll(() => admin.close());

async function open(width: number) {
  const { page, problems } = await admin.browser.newPage({ viewport: { width, height: 900 } });
  await page.goto(admin.adminUrl('/app/settings/api'));
  const frame = await appFrame(page);
  await frame.getByRole('heading', { level: 1, name: 'API keys' }).waitFor();
  return { page, problems, frame };
}

describe('the page of API keys', () => {
  it('makes a key that works, shows it once, and stops it when that is confirmed', async () => {
    const { page, problems, frame } = await open(1280);
    await frame.getByLabel('Name').fill('Loyalty program');
    await frame.getByRole('button', { name: 'Make the key' }).click();
    const shown = frame.getByText(/^kdr_[\w-]{54}$/);
    await shown.waitFor();
    const key = (await shown.textContent()) ?? '';
    const tell = () =>
      fetch(`${admin.appUrl}/api/v1/track`, {
        method: 'POST',
        headers: { Authorization: `Bearer ${key}` },
        body: JSON.stringify({ userId: '42', event: 'Loyalty Joined' }),
      });
    expect((await tell()).status).toBe(200);
    await page.reload();
    const again = await appFrame(page);
    await again.getByText('Loyalty program').waitFor();
    expect(await again.getByText(key).count()).toBe(0);
    await again.getByText('last used').waitFor();
    await again.getByRole('button', { name: 'Revoke Loyalty program' }).click();
    await again.getByRole('button', { name: 'Revoke the key' }).click();
    await page.locator('.toast', { hasText: 'Key revoked' }).waitFor();
    expect((await tell()).status).toBe(401);
    expect(problems).toEqual([]);
  });

  it.each([1280, 360])('has room and no barrier, %i wide', async (width) => {
    const { problems, frame } = await open(width);
    expect(await frame.evaluate('document.documentElement.scrollWidth')).toBe(await frame.evaluate('innerWidth'));
    expect(await seriousFindings(frame)).toEqual([]);
    expect(problems).toEqual([]);
  });
});
