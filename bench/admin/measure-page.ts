import { appFrame } from '../../tests/browser/open-admin';
import { seriousFindings } from '../../tests/browser/check-accessibility';
import type { OpenBrowser } from '../../tests/browser/open-browser';
import { percentile, rounded } from '../load/percentiles';
import { lookAround } from './interact';
import { observeWebVitals, readWebVitals, type WebVitals } from './web-vitals';

export interface PageFigures extends WebVitals {
  /** Elements that axe finds serious or critical, in the app's own document. */
  axeSerious: number;
  /** What the browser's console complained of. */
  problems: string[];
}

/** The observer is put into every frame, and a sandboxed one (a mail's picture) refuses it aloud. */
const OBSERVERS_OWN = /Blocked script execution in 'about:srcdoc'/;

/** Opens a page of the app's in the admin so many times, each in a fresh profile, and looks around in it. Figures are p75, as Shopify judges them. */
export async function measurePage(browser: OpenBrowser, url: string, times: number): Promise<PageFigures> {
  const runs: PageFigures[] = [];
  for (let run = 0; run < times; run++) runs.push(await measureOnce(browser, url));
  const p75 = (read: (figures: PageFigures) => number) => percentile(runs.map(read), 0.75);
  return {
    lcpMs: rounded(
      p75(({ lcpMs }) => lcpMs),
      0,
    ),
    cls: rounded(
      p75(({ cls }) => cls),
      3,
    ),
    inpMs: rounded(
      p75(({ inpMs }) => inpMs),
      0,
    ),
    axeSerious: Math.max(...runs.map(({ axeSerious }) => axeSerious)),
    problems: [...new Set(runs.flatMap(({ problems }) => problems))],
  };
}

async function measureOnce(browser: OpenBrowser, url: string): Promise<PageFigures> {
  const { page, problems } = await browser.newPage();
  await observeWebVitals(page.context());
  await page.goto(url);
  const frame = await appFrame(page);
  await frame.getByRole('heading', { level: 1 }).first().waitFor();
  await frame.waitForLoadState('load');
  await frame.evaluate('new Promise((resolve) => requestIdleCallback(resolve))');
  await lookAround(page, frame);
  const vitals = await readWebVitals(frame);
  // Last: axe itself keeps the page busy for a while.
  const axeSerious = (await seriousFindings(frame)).length;
  await page.context().close();
  return { ...vitals, axeSerious, problems: problems.filter((problem) => !OBSERVERS_OWN.test(problem)) };
}
