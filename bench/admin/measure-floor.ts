import type { OpenBrowser } from '../../tests/browser/open-browser';
import { percentile, rounded } from '../load/percentiles';
import { lookAround } from './interact';
import { observeWebVitals, readWebVitals, type WebVitals } from './web-vitals';

/** What this machine's browser takes for a page of nothing: no page of ours can take less. */
export type Floor = Pick<WebVitals, 'lcpMs' | 'inpMs'>;

const PAGE = `data:text/html,${encodeURIComponent(
  '<!doctype html><title>Nothing</title><h1>Nothing</h1><p><a href="#1">One</a> <a href="#2">Two</a> <a href="#3">Three</a></p><input type="text">',
)}`;

/** Opens a page of a heading, three links and a field so many times, and looks around in it as in the app's pages. Figures are p75. */
export async function measureFloor(browser: OpenBrowser, times: number): Promise<Floor> {
  const runs: WebVitals[] = [];
  for (let run = 0; run < times; run++) {
    const { page } = await browser.newPage();
    await observeWebVitals(page.context());
    await page.goto(PAGE);
    await lookAround(page, page.mainFrame());
    runs.push(await readWebVitals(page.mainFrame()));
    await page.context().close();
  }
  const p75 = (values: number[]) => rounded(percentile(values, 0.75), 0);
  return { lcpMs: p75(runs.map(({ lcpMs }) => lcpMs)), inpMs: p75(runs.map(({ inpMs }) => inpMs)) };
}
