import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core';
import { TestRunner } from 'vitest';
import { findChromium } from './find-chromium';

/** As quiet and as alike as Chromium can be made: no updates, no networking of its own. */
const ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

const WIDE = { width: 1440, height: 900 };

export interface OpenBrowser {
  /** A page in a profile of its own, 1440 × 900 unless told otherwise. */
  newPage(options?: BrowserContextOptions): Promise<WatchedPage>;
  /** Closes all pages: after each test, so that none goes on asking in the background. */
  closePages(): Promise<void>;
  close(): Promise<void>;
}

export interface WatchedPage {
  page: Page;
  /** What no page may have: errors in the console (React's of hydration too), scripts that threw, answers of 500 and more. */
  problems: string[];
}

/** Starts Chromium, as a person's own: Shopify's package sends bots away, and headless ones call themselves so. */
export async function openBrowser(): Promise<OpenBrowser> {
  const browser = await chromium.launch({ executablePath: findChromium(), args: ARGUMENTS });
  const userAgent = userAgentOf(browser);
  const logs = new Map<Page, string[]>();
  return {
    async newPage(options = {}) {
      const context = await browser.newContext({ viewport: WIDE, userAgent, ...options });
      const page = await context.newPage();
      logs.set(page, listen(page));
      return { page, problems: watch(page) };
    },
    async closePages() {
      const failed = TestRunner.getCurrentTest()?.result;
      if (failed?.state === 'fail') {
        const shown = await tellOfAll(browser, logs);
        for (const error of failed.errors ?? []) error.message = `${error.message}\n${shown}\n`;
      }
      await Promise.all(browser.contexts().map((context) => context.close()));
    },
    close: () => browser.close(),
  };
}

/** What a page asked for, and what came of it, with seconds since it was opened. */
function listen(page: Page): string[] {
  const openedAt = performance.now();
  const log: string[] = [];
  const note = (words: string) => {
    if (IS_DULL.test(words)) return;
    log.push(`${((performance.now() - openedAt) / 1_000).toFixed(2)} s  ${words.slice(0, MOST_OF_A_LINE)}`);
  };
  page.on('request', (request) => note(`> ${request.method()} ${request.url()}`));
  page.on('response', (response) => note(`< ${response.status()} ${response.url()}`));
  page.on('requestfailed', (request) => note(`x ${request.failure()?.errorText ?? 'failed'} ${request.url()}`));
  page.on('console', (message) => note(`  ${message.type()}: ${message.text()}`));
  page.on('framenavigated', (frame) => note(`  now at ${frame.url()}`));
  return log;
}

/** The admin asks for the time each second; scripts and styles come or do not come with what needs them. */
const IS_DULL = /\/admin\/-\/(clock|id-token)$|\/assets\/\S+\.(js|css)$/;
const MOST_OF_A_LINE = 200;
const LAST_LINES = 40;
const MOST_TEXT = 1_500;

/** Of a test that failed: what each page showed at the end, and what it asked for last. */
async function tellOfAll(browser: Browser, logs: ReadonlyMap<Page, string[]>): Promise<string> {
  const told: string[] = [];
  for (const page of browser.contexts().flatMap((context) => context.pages())) {
    const texts = await Promise.all(
      page.frames().map((frame) =>
        frame
          .locator('body')
          .innerText()
          .catch(() => ''),
      ),
    );
    const shown = texts.map((text) => text.replace(/\s+/g, ' ').slice(0, MOST_TEXT));
    const asked = (logs.get(page) ?? []).slice(-LAST_LINES);
    told.push(`${page.url()} showed:`, ...shown, 'and asked for:', ...asked);
  }
  return told.join('\n');
}

function userAgentOf(browser: Browser): string {
  const [major = '0'] = browser.version().split('.');
  return `Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/${major}.0.0.0 Safari/537.36`;
}

function watch(page: Page): string[] {
  const problems: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(`console: ${message.text()} (${message.location().url})`);
  });
  page.on('pageerror', (error) => problems.push(`script: ${error.message}`));
  page.on('response', (response) => {
    if (response.status() >= 500) problems.push(`HTTP ${response.status()}: ${response.url()}`);
  });
  return problems;
}
