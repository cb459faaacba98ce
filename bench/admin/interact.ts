import type { Frame, Page } from 'playwright-core';

const FIELDS = 'input[type="text"], input[type="search"], input[type="email"], input[type="number"], textarea';
const FIELDS_AT_MOST = 2;
const LINKS_AT_MOST = 2;

/** Does what a person does who looks around and changes their mind: clicks, walks by keyboard, types, follows links and comes back. Nothing is saved. */
export async function lookAround(page: Page, frame: Frame): Promise<void> {
  await frame.getByRole('heading', { level: 1 }).first().click();
  for (let times = 0; times < 3; times++) await page.keyboard.press('Tab');
  for (const href of (await linksAway(frame)).slice(0, LINKS_AT_MOST)) await followAndReturn(page, frame, href);
  // Last: a search may change what the page shows.
  for (const field of (await frame.locator(FIELDS).all()).slice(0, FIELDS_AT_MOST)) {
    if (!(await field.isEditable())) continue;
    const before = await field.inputValue();
    await field.click();
    await page.keyboard.type('12', { delay: 30 });
    await field.fill(before);
  }
}

/** Addresses of other pages of the app's that the page links to. */
async function linksAway(frame: Frame): Promise<string[]> {
  const hrefs = await frame
    .locator('a[href^="/app"]:visible')
    .evaluateAll((links) => links.map((link) => link.getAttribute('href') ?? ''));
  const here = new URL(frame.url()).pathname;
  return [...new Set(hrefs)].filter((href) => new URL(href, frame.url()).pathname !== here);
}

async function followAndReturn(page: Page, frame: Frame, href: string): Promise<void> {
  const heading = await frame.evaluate<string>(HEADING);
  await frame.locator(`a[href="${href}"]:visible`).first().click();
  // The address changes before what stands there does, both ways; between the two there may be a skeleton.
  await frame.waitForFunction(`${HEADING} && ${HEADING} !== ${JSON.stringify(heading)}`);
  await page.goBack();
  await frame.waitForFunction(`${HEADING} === ${JSON.stringify(heading)}`);
}

const HEADING = "document.querySelector('h1')?.textContent";
