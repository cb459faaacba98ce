import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openFixture, type FixtureWorld } from './open-fixture';

let fixture: FixtureWorld;
beforeAll(async () => void (fixture = await openFixture()));
afterEach(() => fixture.browser.closePages());
afterAll(() => fixture.close());
beforeEach(() => void (fixture.fixture.submitted.length = 0));

describe('the title bar', () => {
  it('shows the page’s title and actions, and pressing one clicks the app’s own', async () => {
    const { page, frame, did } = await fixture.open();
    await page.locator('.title-bar h1', { hasText: 'Shelves' }).waitFor();
    expect(await page.title()).toContain('Shelves');
    await page.locator('.title-bar').getByRole('button', { name: 'Create' }).click();
    await page.locator('.title-bar').getByRole('button', { name: 'Copy' }).click();
    await page.locator('.title-bar summary').click();
    await page.locator('.title-bar').getByRole('button', { name: 'Delete' }).click();
    await page.locator('.title-bar').getByRole('button', { name: 'Back to Lists' }).click();
    await frame.waitForFunction('did.length === 4');
    expect(await did()).toEqual(['primary', 'copy', 'delete', 'back']);
  });

  it('follows what changes, and falls back to the document’s title', async () => {
    const { page, frame } = await fixture.open();
    await frame.evaluate('document.querySelector("ui-title-bar").setAttribute("title", "Other shelves")');
    await page.locator('.title-bar h1', { hasText: 'Other shelves' }).waitFor();
    await frame.evaluate('document.querySelector("ui-title-bar [variant=primary]").setAttribute("disabled", "")');
    await page.locator('.title-bar .button-primary:disabled').waitFor();
    await frame.evaluate('document.querySelector("ui-title-bar").remove()');
    await page.locator('.title-bar h1', { hasText: 'Fixture' }).waitFor();
  });
});

describe('a form with data-save-bar', () => {
  it('shows the bar when a field changes, and Save submits it', async () => {
    const { page, frame, did } = await fixture.open();
    const bar = page.locator('.save-bar');
    await frame.locator('[name="name"]').fill('Grace');
    await bar.getByRole('button', { name: 'Save' }).click();
    await bar.waitFor({ state: 'hidden' });
    await frame.waitForFunction('did.length > 0');
    expect(await did()).toEqual(['submitted']);
    expect(fixture.fixture.submitted).toEqual(['name=Grace']);
  });

  it('Discard puts it back as it was', async () => {
    const { page, frame } = await fixture.open();
    await frame.locator('[name="name"]').fill('Grace');
    await page.locator('.save-bar').getByRole('button', { name: 'Discard' }).click();
    await page.locator('.save-bar').waitFor({ state: 'hidden' });
    expect(await frame.locator('[name="name"]').inputValue()).toBe('Ada');
    expect(fixture.fixture.submitted).toEqual([]);
  });

  it('takes the bar away when a field is as it was again, and when the form is gone', async () => {
    const { page, frame } = await fixture.open();
    const [field, bar] = [frame.locator('[name="name"]'), page.locator('.save-bar')];
    await field.fill('Grace');
    await bar.waitFor();
    await field.fill('Ada');
    await bar.waitFor({ state: 'hidden' });
    await field.fill('Grace');
    await bar.waitFor();
    await frame.evaluate('document.getElementById("form").remove()');
    await bar.waitFor({ state: 'hidden' });
  });

  it('is not left behind unasked', async () => {
    const { page, frame, path } = await fixture.open();
    await frame.locator('[name="name"]').fill('Grace');
    await page.locator('.save-bar').waitFor();
    await page.locator('.nav a', { hasText: 'Orders' }).click();
    await page.getByRole('button', { name: 'Stay' }).click();
    expect(path()).toBe('/admin/apps/kindred/start');
    expect(await frame.locator('[name="name"]').inputValue()).toBe('Grace');
    await page.locator('.app-nav a', { hasText: 'Lists' }).click();
    await page.getByRole('button', { name: 'Leave page' }).click();
    await page.waitForURL('**/lists');
    await page.locator('.save-bar').waitFor({ state: 'hidden' });
  });

  it('asks before it discards, where it says so', async () => {
    const { page, frame } = await fixture.open();
    await frame.evaluate('document.getElementById("form").setAttribute("data-discard-confirmation", "")');
    await frame.locator('[name="name"]').fill('Grace');
    await page.locator('.save-bar').getByRole('button', { name: 'Discard' }).click();
    await page.getByRole('button', { name: 'Continue editing' }).click();
    expect(await frame.locator('[name="name"]').inputValue()).toBe('Grace');
    await page.locator('.save-bar').getByRole('button', { name: 'Discard' }).click();
    await page.getByRole('button', { name: 'Discard changes' }).click();
    await page.locator('.save-bar').waitFor({ state: 'hidden' });
  });
});

describe('a <ui-save-bar>', () => {
  it('is shown and hidden by its id, and its buttons are the app’s', async () => {
    const { page, frame, did } = await fixture.open();
    const bar = page.locator('.save-bar');
    await frame.evaluate('shopify.saveBar.show("bar")');
    await bar.getByRole('button', { name: 'Save' }).click();
    await bar.getByRole('button', { name: 'Discard' }).click();
    await frame.waitForFunction('did.length === 2');
    expect(await did()).toEqual(['save', 'discard']);
    expect(await frame.evaluate('document.getElementById("bar").showing')).toBe(true);
    await frame.evaluate('document.querySelector("#bar [variant=primary]").setAttribute("loading", "")');
    await bar.locator('[data-loading]').waitFor();
    await frame.evaluate('shopify.saveBar.toggle("bar")');
    await bar.waitFor({ state: 'hidden' });
  });

  it('lets the app ask whether the person leaves', async () => {
    const { page, frame } = await fixture.open();
    await frame.evaluate('shopify.saveBar.leaveConfirmation()');
    await frame.evaluate('shopify.saveBar.show("bar")');
    const asked = frame.evaluate('shopify.saveBar.leaveConfirmation().then(() => "may leave")');
    await page.getByRole('button', { name: 'Leave page' }).click();
    expect(await asked).toBe('may leave');
  });
});

describe('toasts, the loading bar and modals', () => {
  it('a toast is shown, and its action and its cross are told to the app', async () => {
    const { page, frame, did } = await fixture.open();
    await frame.evaluate(
      'shopify.toast.show("Saved", { action: "Undo", onAction: () => did.push("undo"), onDismiss: () => did.push("dismissed") })',
    );
    await page.locator('.toast', { hasText: 'Saved' }).getByRole('button', { name: 'Undo' }).click();
    await frame.evaluate('shopify.toast.show("Again", { isError: true, onDismiss: () => did.push("dismissed") })');
    await page.locator('.toast-error').getByRole('button', { name: 'Dismiss' }).click();
    await frame.waitForFunction('did.length === 2');
    expect(await did()).toEqual(['undo', 'dismissed']);
    const id = await frame.evaluate('shopify.toast.show("Going", { duration: 60000 })');
    await page.locator('.toast', { hasText: 'Going' }).waitFor();
    await frame.evaluate(`shopify.toast.hide(${JSON.stringify(id)})`);
    await page.locator('.toast').waitFor({ state: 'hidden' });
  });

  it('a toast goes by itself', async () => {
    const { page, frame } = await fixture.open();
    await frame.evaluate('shopify.toast.show("Short", { duration: 50 })');
    await page.locator('.toast').waitFor({ state: 'hidden' });
  });

  it('the loading bar runs while the app says so', async () => {
    const { page, frame } = await fixture.open();
    await frame.evaluate('shopify.loading(true)');
    await page.locator('.loading-bar').waitFor();
    await frame.evaluate('shopify.loading(false)');
    await page.locator('.loading-bar').waitFor({ state: 'hidden' });
  });

  it('a modal shows its content and actions over the dimmed admin, and says when it is closed', async () => {
    const { page, frame, did } = await fixture.open();
    expect(await frame.getByText('Sure about it?').isVisible()).toBe(false);
    await frame.evaluate('shopify.modal.show("modal")');
    await frame.getByText('Sure about it?').waitFor();
    await page.locator('.scrim').waitFor({ state: 'attached' });
    await frame.getByRole('button', { name: 'Yes' }).click();
    await page.keyboard.press('Escape');
    await frame.getByText('Sure about it?').waitFor({ state: 'hidden' });
    await page.locator('.scrim').waitFor({ state: 'hidden' });
    expect(await did()).toEqual(['sure', 'modal closed']);
  });
});
