import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Frame, Locator, Page } from 'playwright-core';
import type { AdminWorld } from './open-admin';
import { keepMail, openCartWorld } from './open-cart-world';
import { isSound, openPage, WIDTHS, type OpenedPage } from './open-pages';

/** A mail of three sections, with columns, in two languages, about a product. */
const MAIL = {
  ...{ key: 'tried-mail', language: 'en', subject: 'News of {{ product.title }}', preheader: 'Have a look.' },
  sections: [
    {
      key: 'top',
      blocks: [
        { key: 'header', kind: 'header' },
        { key: 'heading', kind: 'heading', text: 'It is here' },
      ],
    },
    {
      key: 'middle',
      blocks: [
        {
          ...{ key: 'beside', kind: 'columns', layout: '1-1' },
          columns: [
            [{ key: 'left', kind: 'text', text: 'On the left' }],
            [{ key: 'right', kind: 'text', text: 'On the right' }],
          ],
        },
        { key: 'about', kind: 'about' },
      ],
    },
    { key: 'end', blocks: [{ key: 'footer', kind: 'footer' }] },
  ],
  translations: { fr: { subject: 'Nouvelles', 'heading.text': 'Voici' } },
};
const NAMES = ['Header', 'Heading', 'Columns', 'Text', 'Text', 'What it is about', 'Footer'];

let admin: AdminWorld;
beforeAll(async () => {
  admin = await openCartWorld();
  await keepMail(admin, MAIL);
});
afterEach(() => admin.browser.closePages());
afterAll(() => admin.close());

async function open(width?: number): Promise<OpenedPage> {
  const opened = await openPage(admin, '/app/emails/tried-mail', 'Tried mail', width);
  await opened.frame.getByRole('button', { name: 'Subject and preheader' }).waitFor();
  return opened;
}
const mail = (frame: Frame) => frame.frameLocator('iframe[title^="Preview"]');
const names = (frame: Frame) => frame.locator('.email-card:not(.email-card--new) .email-card__name').allInnerTexts();
const grounds = (frame: Frame) =>
  frame.locator('.email-section').evaluateAll((all) => all.map((each) => each.textContent?.includes('Footer')));
const said = (frame: Frame, words: string) => frame.getByText(words).waitFor({ state: 'attached' });

async function centreOf(what: Locator): Promise<{ x: number; y: number }> {
  const box = await what.boundingBox();
  if (!box) throw new Error('it is not there to be pointed at');
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

async function drag(page: Page, what: Locator, onto: Locator): Promise<void> {
  const [from, to] = [await centreOf(what), await centreOf(onto)];
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(to.x, to.y - 2, { steps: 12 });
  await page.mouse.move(to.x, to.y, { steps: 4 });
  await page.mouse.up();
}

/** High, so that nothing scrolls while it is dragged. */
async function openHigh(): Promise<OpenedPage> {
  const opened = await open();
  await opened.page.setViewportSize({ width: 1_280, height: 1_800 });
  await mail(opened.frame).getByRole('heading', { name: 'It is here' }).waitFor();
  return opened;
}

describe('a block in the picture of a mail', () => {
  it('is outlined under the mouse and chosen by a click, the one in a column as well', async () => {
    const { frame, page, problems } = await openHigh();
    const heading = await centreOf(mail(frame).getByRole('heading', { name: 'It is here' }));
    await page.mouse.move(heading.x, heading.y);
    await frame.locator('.email-area--pointed', { hasText: 'Heading' }).waitFor();
    await page.mouse.click(heading.x, heading.y);
    await frame.getByRole('region', { name: 'Change: Heading' }).waitFor();
    await frame.locator('[data-block="heading"] .email-card__choose[aria-pressed="true"]').waitFor();
    await frame.locator('.email-area--chosen[data-area="heading"]').waitFor();
    const right = await centreOf(mail(frame).getByText('On the right'));
    await page.mouse.click(right.x, right.y);
    await frame.locator('[data-block="right"] .email-card__choose[aria-pressed="true"]').waitFor();
    expect(problems).toEqual([]);
  });

  it('is followed by its outline while it is changed, in whatever width', async () => {
    const { frame } = await openHigh();
    await frame.locator('[data-block="heading"] .email-card__choose').click();
    await frame.getByRole('textbox', { name: 'Heading', exact: true }).fill('Another heading altogether');
    await mail(frame).getByRole('heading', { name: 'Another heading altogether' }).waitFor();
    await frame.getByRole('button', { name: 'Phone', exact: true }).click();
    const isAround = async () => {
      const area = await frame.locator('.email-area--chosen').boundingBox();
      const words = await mail(frame).getByRole('heading', { name: 'Another heading altogether' }).boundingBox();
      if (!area || !words) return false;
      return area.x <= words.x && area.y <= words.y && area.y + area.height >= words.y + words.height;
    };
    await expect.poll(isAround).toBe(true);
  });

  it.each(WIDTHS)('stands in a frame that runs nothing, soundly on %i pixels', async (width) => {
    const opened = await open(width);
    const { frame } = opened;
    if (width < 600) await frame.getByRole('button', { name: 'Preview', exact: true }).click();
    await mail(frame).getByRole('heading', { name: 'It is here' }).waitFor();
    expect(await frame.locator('iframe[title^="Preview"]').getAttribute('sandbox')).toBe('allow-same-origin');
    await frame.getByText(/^About “.+”, which this reader .+\.$/).waitFor();
    await isSound(opened);
  });
});

describe('blocks and sections', () => {
  it('are dragged with the mouse: a kind out of the palette to its place, a section to another', async () => {
    const { frame, page, problems } = await openHigh();
    await frame.getByRole('button', { name: 'Add a block' }).click();
    await drag(page, frame.locator('.email-palette__kind', { hasText: 'Line' }), frame.locator('[data-block="about"]'));
    await expect.poll(() => names(frame)).toContain('Line');
    await frame.getByRole('region', { name: 'Change: Line' }).waitFor();
    expect((await names(frame)).filter((name) => name !== 'Line')).toEqual(NAMES);
    const handle = (number: number) => frame.getByRole('button', { name: `Drag: Section ${number}` });
    await drag(page, handle(3), handle(1));
    await expect.poll(() => grounds(frame)).toEqual([true, false, false]);
    expect(problems).toEqual([]);
  });

  it('are dragged by keys, and it is said where they are', async () => {
    const { frame, page, problems } = await openHigh();
    await frame.getByRole('button', { name: 'Add a block' }).press('Enter');
    await frame.locator('.email-palette__kind', { hasText: 'Line' }).press('Space');
    // Wherever it is nearest to, its way begins at the top.
    for (let above = 0; above < 8; above += 1) await page.keyboard.press('ArrowUp');
    await said(frame, 'Line is at place 1 of 2 in section 1.');
    await page.keyboard.press('ArrowDown');
    await said(frame, 'Line is at place 2 of 2 in section 1.');
    await page.keyboard.press('Space');
    await expect.poll(() => names(frame)).toEqual(['Header', 'Line', ...NAMES.slice(1)]);
    await frame.getByRole('button', { name: 'Drag: Section 1' }).focus();
    await page.keyboard.press('Space');
    await said(frame, 'Section 1 is at place 1 of 3 in the mail.');
    await page.keyboard.press('ArrowDown');
    await said(frame, 'Section 1 is at place 2 of 3 in the mail.');
    await page.keyboard.press('ArrowDown');
    await said(frame, 'Section 1 is at place 3 of 3 in the mail.');
    await page.keyboard.press('Space');
    await expect.poll(() => grounds(frame)).toEqual([false, true, false]);
    await page.keyboard.press('Control+z');
    await page.keyboard.press('Control+z');
    await expect.poll(() => names(frame)).toEqual(NAMES);
    expect(problems).toEqual([]);
  });

  it('are left as they were by escape', async () => {
    const { frame, page } = await openHigh();
    await frame.getByRole('button', { name: 'Add a block' }).press('Enter');
    await frame.locator('.email-palette__kind', { hasText: 'Line' }).press('Space');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Escape');
    await said(frame, 'Line was left out.');
    expect(await names(frame)).toEqual(NAMES);
  });
});

describe('what is tried of a mail', () => {
  it('is sent as a test in the language that is shown', async () => {
    const { frame, page } = await open();
    await frame.getByLabel('Language shown').selectOption('fr');
    await mail(frame).getByRole('heading', { name: 'Voici' }).waitFor();
    await frame.getByRole('button', { name: /^Send a test to/ }).click();
    await page.locator('.toast', { hasText: 'Test mail sent' }).waitFor();
    expect(admin.world.postmark.inbox.messages({}).map(({ subject }) => subject)).toContain('[Test] Nouvelles');
  });

  it.each(WIDTHS)('is read as it leaves, with its headers and its size, on %i pixels', async (width) => {
    const opened = await open(width);
    const { frame, page } = opened;
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    if (width < 600) await frame.getByRole('button', { name: 'Preview', exact: true }).click();
    await frame.getByRole('button', { name: 'See what is sent' }).click();
    const source = frame.getByRole('dialog');
    await source.getByText(/^News of /).waitFor();
    await source.getByText('Have a look.', { exact: true }).waitFor();
    await source.getByText(/^\d+\.\d KB$/).waitFor();
    const html = await source.getByLabel('HTML of the mail').innerText();
    expect(html).toContain('<!doctype html>');
    expect(html).not.toContain('part:');
    await isSound(opened);
    await source.getByRole('button', { name: 'Plain text', exact: true }).click();
    await source.getByLabel('Plain text of the mail').getByText('On the left').waitFor();
    await source.getByRole('button', { name: 'Copy the plain text' }).click();
    await page.locator('.toast', { hasText: 'Plain text copied' }).waitFor();
    await isSound(opened);
  });
});
