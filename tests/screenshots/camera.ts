import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Frame, Page } from 'playwright-core';
import { appFrame } from '../browser/open-admin';
import type { OpenBrowser } from '../browser/open-browser';
import type { AppPage } from './app-pages';
import { smallPng } from './small-png';

const FOLDER = path.join(import.meta.dirname, '..', '..', 'docs', 'images');

type Size = { width: number; height: number };
const WIDE: Size = { width: 1_440, height: 960 };
const NARROW: Size = { width: 360, height: 800 };

interface CameraOptions {
  browser: OpenBrowser;
  /** The shell's address of a page of the app's. */
  adminUrl(appPath: string): string;
  /** Only pictures whose name begins so or so; none: all. */
  only: readonly string[];
}

/** Takes the pictures of docs/images/. */
export class Camera {
  readonly #options: CameraOptions;
  /** Pictures that could not be taken; the others are. */
  readonly failures: string[] = [];

  constructor(options: CameraOptions) {
    this.#options = options;
    mkdirSync(FOLDER, { recursive: true });
  }

  wants(name: string): boolean {
    const { only } = this.#options;
    return only.length === 0 || only.some((beginning) => name.startsWith(beginning));
  }

  /** A page of the app within the admin, wide and narrow. */
  async admin({ name, path: appPath, link, then = '' }: AppPage): Promise<void> {
    const { adminUrl } = this.#options;
    await this.#both(name, adminUrl(appPath), async (page) => {
      const frame = await arrived(page);
      if (link) {
        await page.goto(adminUrl(`${await firstLink(frame, link)}${then}`));
        await arrived(page);
      }
    });
  }

  /** A page outside the admin, wide and narrow. */
  site(name: string, url: string): Promise<void> {
    // Pages that listen to the world never fall quiet altogether.
    return this.#both(name, url, (page) => page.waitForLoadState('load'));
  }

  /** A mail from its top to its end: wide and narrow, light and dark. */
  async mail(name: string, html: string): Promise<void> {
    if (!this.wants(name)) return;
    for (const scheme of ['light', 'dark'] as const)
      for (const [suffix, width] of [
        ['', 640],
        ['-narrow', NARROW.width],
      ] as const)
        await this.#noting(`${name}${scheme === 'dark' ? '-dark' : ''}${suffix}`, async (picture) => {
          const { page, problems } = await this.#options.browser.newPage({ viewport: { width, height: 800 } });
          await page.emulateMedia({ colorScheme: scheme });
          await page.setContent(html, { waitUntil: 'load' });
          await keep(page, picture, problems, true);
        });
  }

  async #both(name: string, url: string, isThere: (page: Page) => Promise<void>): Promise<void> {
    if (!this.wants(name)) return;
    for (const [suffix, viewport] of [
      ['', WIDE],
      ['-narrow', NARROW],
    ] as const)
      await this.#noting(`${name}${suffix}`, (picture) => this.#shoot(picture, url, viewport, isThere));
  }

  /** One that cannot be taken holds up no other. */
  async #noting(name: string, take: (name: string) => Promise<void>): Promise<void> {
    try {
      await take(name);
    } catch (error) {
      this.failures.push(name);
      console.error(`  ${name} could not be taken: ${String(error)}`);
    }
  }

  async #shoot(name: string, url: string, viewport: Size, isThere: (page: Page) => Promise<void>): Promise<void> {
    const { page, problems } = await this.#options.browser.newPage({ viewport });
    await page.goto(url);
    await isThere(page);
    await settle(page);
    await keep(page, name, problems);
  }
}

async function arrived(page: Page): Promise<Frame> {
  const frame = await appFrame(page);
  await frame.getByRole('heading', { level: 1 }).first().waitFor();
  await frame.waitForLoadState('networkidle');
  return frame;
}

async function firstLink(frame: Frame, pattern: RegExp): Promise<string> {
  const hrefs = await frame
    .locator('a[href^="/app/"]')
    .evaluateAll((links) => links.map((link) => link.getAttribute('href') ?? ''));
  const found = hrefs.find((href) => pattern.test(href));
  if (!found) throw new Error(`${frame.url()} has no link like ${pattern}`);
  return found;
}

/** Until two pictures a moment apart are the same, at most some seconds. */
async function settle(page: Page): Promise<void> {
  let last = '';
  for (let tries = 0; tries < 12; tries++) {
    const picture = (await page.screenshot()).toString('base64');
    if (picture === last) return;
    last = picture;
    await page.waitForTimeout(500);
  }
}

async function keep(page: Page, name: string, problems: string[], fullPage = false): Promise<void> {
  const picture = smallPng(await page.screenshot({ fullPage }));
  writeFileSync(path.join(FOLDER, `${name}.png`), picture);
  const size = `${Math.ceil(picture.length / 1_024)} KB`;
  console.log(`  ${name.padEnd(36)} ${size.padStart(7)}  ${problems.join('; ').slice(0, 300)}`);
  await page.context().close();
}
