import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Frame } from 'playwright-core';
import type { AdminWorld } from './open-admin';
import { keepMail, openCartWorld } from './open-cart-world';
import { isSound, openPage, WIDTHS, type OpenedPage } from './open-pages';

/** A mail of few blocks in one language, kept as the shop's own: what every shop begins with may change its looks. */
const PLAIN = {
  ...{ key: 'abandoned-cart-first', name: 'Abandoned cart first', language: 'en' },
  ...{ subject: 'Your cart is still here', preheader: 'It is kept for you.' },
  blocks: [
    { kind: 'header' },
    { kind: 'heading', text: 'We kept your cart' },
    { kind: 'text', text: 'It is still there.' },
    { kind: 'cart' },
    { kind: 'button', label: 'Back to my cart', to: 'cart' },
    { kind: 'recommendations', heading: 'Goes well with it' },
    { kind: 'footer' },
  ],
};

let admin: AdminWorld;
beforeAll(async () => {
  admin = await openCartWorld();
  await keepMail(admin, PLAIN);
});
afterEach(() => admin.browser.closePages());
afterAll(() => admin.close());

async function open(width?: number): Promise<OpenedPage> {
  const opened = await openPage(admin, '/app/emails/abandoned-cart-first', 'Abandoned cart first', width);
  await opened.frame.getByRole('button', { name: 'Subject and preheader' }).waitFor();
  return opened;
}
const mail = (frame: Frame) => frame.frameLocator('iframe[title^="Preview"]');
const card = (frame: Frame, name: string) => frame.locator('.email-card', { hasText: name });
const names = (frame: Frame) => frame.locator('.email-card .email-card__name').allInnerTexts();
const AS_IT_CAME = ['Header', 'Heading', 'Text', 'Cart', 'Button', 'Recommendations', 'Footer'];

async function add(frame: Frame, name: string): Promise<void> {
  await frame.getByRole('button', { name: 'Add a block' }).click();
  await frame.locator('.email-palette__kind', { hasText: name }).first().click();
}

describe('the editor of a mail', () => {
  it.each(WIDTHS)('shows it as the next person would get it, soundly on %i pixels', async (width) => {
    const opened = await open(width);
    const { frame } = opened;
    const isNarrow = width < 600;
    await isSound(opened);
    if (isNarrow) await frame.getByRole('button', { name: 'Preview', exact: true }).click();
    await mail(frame).getByText('We kept your cart').waitFor();
    await isSound(opened);
    if (isNarrow) await frame.getByRole('button', { name: 'Blocks', exact: true }).click();
    await frame.getByRole('button', { name: 'Add a block' }).click();
    await isSound(opened);
    await frame.locator('.email-palette__kind', { hasText: 'Products' }).click();
    await frame.getByRole('region', { name: 'Change: Products' }).waitFor();
    await isSound(opened);
    for (const tab of ['Quality', 'Languages', 'Comments']) {
      await frame.locator('.email-choice').getByRole('button', { name: tab }).click();
      await isSound(opened);
    }
  });

  it('is used with the keyboard alone: a block is added, dragged, taken back and done again', async () => {
    const { frame, page, problems } = await open();
    await frame.getByRole('button', { name: 'Add a block' }).press('Enter');
    await frame.locator('.email-palette__kind', { hasText: 'Line' }).press('Enter');
    await expect.poll(() => names(frame)).toEqual([...AS_IT_CAME.slice(0, 6), 'Line', 'Footer']);
    await frame.getByRole('button', { name: 'Drag: Line' }).focus();
    await page.keyboard.press('Space');
    await frame.getByText('Line is at place 7 of 8 in section 1.').waitFor({ state: 'attached' });
    await page.keyboard.press('ArrowUp');
    await frame.getByText('Line is at place 6 of 8 in section 1.').waitFor({ state: 'attached' });
    await page.keyboard.press('Space');
    const moved = [...AS_IT_CAME.slice(0, 5), 'Line', 'Recommendations', 'Footer'];
    await expect.poll(() => names(frame)).toEqual(moved);
    await page.keyboard.press('Control+z');
    await page.keyboard.press('Control+z');
    await expect.poll(() => names(frame)).toEqual(AS_IT_CAME);
    await page.keyboard.press('Control+Shift+z');
    await page.keyboard.press('Control+Shift+z');
    await expect.poll(() => names(frame)).toEqual(moved);
    expect(problems).toEqual([]);
  });

  it('is used with the mouse: a block is dragged into a column, duplicated and taken out', async () => {
    const { frame, page } = await open();
    // So that nothing scrolls while it is dragged.
    await page.setViewportSize({ width: 1_280, height: 1_600 });
    await add(frame, 'Columns');
    const from = await frame.getByRole('button', { name: 'Drag: Heading' }).boundingBox();
    const to = await frame.locator('.email-empty').first().boundingBox();
    if (!from || !to) throw new Error('there is nothing to drag');
    await page.mouse.move(from.x + from.width / 2, from.y + from.height / 2);
    await page.mouse.down();
    await page.mouse.move(to.x + 20, to.y, { steps: 12 });
    await page.mouse.move(to.x + 20, to.y + to.height / 2, { steps: 4 });
    await page.mouse.up();
    await frame.locator('.email-column').first().locator('.email-card', { hasText: 'Heading' }).waitFor();
    await card(frame, 'Heading').locator('.email-card__choose').click();
    await frame.getByRole('button', { name: 'Duplicate: Heading' }).click();
    await expect.poll(async () => (await names(frame)).filter((name) => name === 'Heading').length).toBe(2);
    await frame.getByRole('button', { name: 'Take out: Heading' }).click();
    await expect.poll(async () => (await names(frame)).filter((name) => name === 'Heading').length).toBe(1);
    await mail(frame).getByText('We kept your cart').waitFor();
  });

  it('puts in what is personal, and shows a part to some alone, as a sentence and in the mail', async () => {
    const { frame, page } = await open();
    await card(frame, 'Heading').locator('.email-card__choose').click();
    const field = frame.getByRole('textbox', { name: 'Heading', exact: true });
    await field.fill('Hello ');
    await frame.getByRole('button', { name: 'Insert something personal: Heading' }).click();
    await frame.getByLabel('Search').fill('first name');
    await frame.getByLabel('Where it is missing, say').fill('friend');
    await frame.getByRole('button', { name: 'The reader’s first name' }).click();
    expect(await field.inputValue()).toBe('Hello {{ person.firstName | default: "friend" }}');
    await mail(frame)
      .getByRole('heading', { name: /^Hello \p{L}+$/u })
      .waitFor();
    await field.fill('');
    await frame.getByRole('button', { name: 'Insert something personal: Heading' }).click();
    await frame.getByLabel('Search').fill('last ordered');
    await frame.getByRole('button', { name: 'When the reader last ordered' }).click();
    expect(await field.inputValue()).toBe('{{ customer.lastOrderDate | default: "a while ago" }}');
    await field.fill('Hello {{ person.firstName | default: "friend" }}');
    await frame.getByRole('button', { name: /^As / }).click();
    await frame.getByRole('button', { name: 'Somebody without a name', exact: true }).click();
    await mail(frame).getByRole('heading', { name: 'Hello friend' }).waitFor();
    await frame.getByRole('button', { name: 'Show it to some only' }).click();
    await frame.getByRole('button', { name: 'Add a condition' }).click();
    await frame.getByLabel('At least').fill('40');
    await card(frame, 'Heading').getByText('Shown to those: ').waitFor();
    await card(frame, 'Heading').getByText('Not for whom it is shown as').waitFor();
    await mail(frame).getByRole('heading', { name: 'Hello friend' }).waitFor({ state: 'detached' });
    await page.keyboard.press('Escape');
  });

  it('says what readers would mind, and leads there', async () => {
    const { frame } = await open();
    await frame.getByRole('textbox', { name: 'Subject', exact: true }).fill('{{ person.firstNam }}, ACT NOW!!!');
    await frame.locator('.email-choice').getByRole('button', { name: 'Quality' }).click();
    await frame.getByText('Mend before it is sent').waitFor();
    await frame.getByText('There is nothing called “person.firstNam”').waitFor();
    await frame.getByRole('button', { name: 'Show: Subject' }).first().click();
    await expect.poll(() => frame.evaluate('document.activeElement.value')).toContain('firstNam');
  });

  it('is kept once where two change it, and what cannot be kept says so at its field', async () => {
    const mine = await open();
    const theirs = await open();
    await mine.frame.getByRole('textbox', { name: 'Subject', exact: true }).fill('');
    await mine.frame
      .getByRole('textbox', { name: 'Preheader', exact: true })
      .fill('It is still here, and kept for you.');
    await mine.page.getByRole('button', { name: 'Save', exact: true }).click();
    await mine.frame.getByText('It was not saved').waitFor();
    await mine.frame.getByRole('textbox', { name: 'Subject', exact: true }).fill('Your cart is here');
    await mine.page.getByRole('button', { name: 'Save', exact: true }).click();
    await mine.page.locator('.toast', { hasText: 'Email saved' }).waitFor();
    await mine.frame.getByText('Version 2', { exact: true }).waitFor();
    await theirs.frame.getByRole('textbox', { name: 'Subject', exact: true }).fill('Come back');
    await theirs.page.getByRole('button', { name: 'Save', exact: true }).click();
    await theirs.frame.getByText('Somebody saved this email while you changed it.').waitFor();
    expect(await theirs.frame.getByRole('textbox', { name: 'Subject', exact: true }).inputValue()).toBe('Come back');
  });

  it('sends the draft to the shop itself, unsaved as it is', async () => {
    const { frame, page } = await open();
    await frame.getByRole('textbox', { name: 'Subject', exact: true }).fill('Only tried');
    await frame.getByRole('button', { name: /^Send a test to/ }).click();
    await page.locator('.toast', { hasText: 'Test mail sent' }).waitFor();
    const sent = admin.world.postmark.inbox.messages({}).map(({ subject }) => subject);
    expect(sent).toContain('[Test] Only tried');
  });

  it('is translated, with what is missing counted, and read from right to left', async () => {
    const { frame } = await open();
    await frame.locator('.email-choice').getByRole('button', { name: 'Languages' }).click();
    await frame.getByLabel('Add a language').selectOption('he');
    const missing = frame.getByText(/^\d+ of \d+ missing$/);
    const before = await missing.innerText();
    await frame.getByRole('textbox', { name: 'Heading in Hebrew' }).fill('העגלה שלך');
    await expect.poll(() => missing.innerText()).not.toBe(before);
    await frame.getByRole('button', { name: 'See the mail in it' }).click();
    await mail(frame).getByRole('heading', { name: 'העגלה שלך' }).waitFor();
    expect(await mail(frame).locator('[dir="rtl"]').count()).toBeGreaterThan(0);
  });
});
