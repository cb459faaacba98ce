import type { Frame, Page } from 'playwright-core';

const FIELDS = 'input[type="text"], input[type="search"], input[type="email"], input[type="number"], textarea';
const FIELDS_AT_MOST = 2;
const LINKS_AT_MOST = 2;

/** Does what a person does who looks around and changes their mind: clicks, walks by keyboard, types, follows links and comes back. Nothing is saved. */
export async function lookAround(page: Page, frame: Frame): Promise<void> {
  await frame.getByRole('heading', { level: 1 }).first().click();
  for (let times = 0; times < 3; times++) await page.keyboard.press('Tab');
  for (let index = 0; index < LINKS_AT_MOST; index++) await followAndReturn(page, frame, index);
  // Last: a search may change what the page shows.
  for (const field of (await frame.locator(FIELDS).all()).slice(0, FIELDS_AT_MOST)) {
    if (!(await field.isEditable())) continue;
    const before = await field.inputValue();
    await field.click();
    await page.keyboard.type('12', { delay: 30 });
    await field.fill(before);
  }
}

async function followAndReturn(page: Page, frame: Frame, index: number): Promise<void> {
  const link = frame.locator('a[href^="/app"]:visible').nth(index);
  if ((await link.count()) === 0) return;
  const heading = await frame.evaluate<string>(HEADING);
  await link.click();
  // The address changes before what stands there does, both ways; between the two there may be a skeleton.
  await frame.waitForFunction(`${HEADING} && ${HEADING} !== ${JSON.stringify(heading)}`);
  await page.goBack();
  await frame.waitForFunction(`${HEADING} === ${JSON.stringify(heading)}`);
}

const HEADING = "document.querySelector('h1')?.textContent";
