import { expect } from 'vitest';
import type { Frame } from 'playwright-core';
import { seriousFindings } from './check-accessibility';
import { appFrame, type AdminWorld } from './open-admin';
import type { WatchedPage } from './open-browser';

/** The widths at which pages are looked at. */
export const WIDTHS = [1_280, 360];

export interface OpenedPage extends WatchedPage {
  frame: Frame;
}

/** Opens a page of the app's in the admin, and waits for its heading. */
export async function openPage(
  admin: AdminWorld,
  appPath: string,
  heading: string,
  width = 1_280,
): Promise<OpenedPage> {
  const { page, problems } = await admin.browser.newPage({ viewport: { width, height: 900 } });
  await page.goto(admin.adminUrl(appPath));
  const frame = await appFrame(page);
  await frame.getByRole('heading', { level: 1, name: heading }).waitFor();
  return { page, problems, frame };
}

/** It does not scroll sideways, can be used by everybody, and nothing went wrong in it. */
export async function isSound({ frame, problems }: OpenedPage): Promise<void> {
  await expect.poll(() => frame.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0);
  expect(await seriousFindings(frame)).toEqual([]);
  expect(problems).toEqual([]);
}
