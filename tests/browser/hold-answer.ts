import { EventEmitter, once } from 'node:events';
import type { Page, Route } from 'playwright-core';

/** Whether a page asks for the data of a route whose name begins so. */
export const isPageData = (url: URL, route: string): boolean =>
  url.searchParams.get('_data')?.startsWith(`routes/${route}`) === true;

/** Keeps back what the app next answers when a page asks for the data of that route; what is saved goes through. */
export async function holdNextAnswer(page: Page, name: string) {
  const gate = new EventEmitter();
  const goes = once(gate, 'let-go');
  let isHeld = false;
  const hold = async (route: Route): Promise<void> => {
    if (isHeld || route.request().method() !== 'GET') return route.fallback();
    isHeld = true;
    const response = await route.fetch();
    gate.emit('come');
    await goes;
    await route.fulfill({ response });
  };
  await page.route((url) => isPageData(url, name), hold);
  return { hasCome: once(gate, 'come'), letGo: () => gate.emit('let-go') };
}
