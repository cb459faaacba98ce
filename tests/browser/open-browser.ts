import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core';
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
  return {
    async newPage(options = {}) {
      const context = await browser.newContext({ viewport: WIDE, userAgent, ...options });
      const page = await context.newPage();
      return { page, problems: watch(page) };
    },
    async closePages() {
      await Promise.all(browser.contexts().map((context) => context.close()));
    },
    close: () => browser.close(),
  };
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
