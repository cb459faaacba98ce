import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Frame, Page } from 'playwright-core';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What axe finds serious or critical in a document (a page without its frames, or one frame): rule and element, a line each. */
export async function seriousFindings(document: Page | Frame): Promise<string[]> {
  await document.evaluate(axe);
  const results = await document.evaluate<AxeResults>('axe.run(document, { iframes: false })');
  return results.violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, help, nodes }) => nodes.map(({ target }) => `${id}: ${help} (${target.join(' ')})`));
}
