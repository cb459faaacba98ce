import { describe, expect, test } from 'vitest';
import { domOf, nestingProblems } from '../../../tests/factories/mail-html';
import { askToUnsubscribe, doneUnsubscribing, notOurLink } from './unsubscribe-pages';

const PAGES = { askToUnsubscribe, doneUnsubscribing, notOurLink };

describe.each(Object.entries(PAGES))('the page %s', (_name, page) => {
  test('is whole, needs no script and loads nothing', () => {
    expect(nestingProblems(page())).toEqual([]);
    expect(domOf(page()).querySelectorAll('script, link, img, iframe')).toHaveLength(0);
  });

  test('has a title, one heading, its language, and fits a phone', () => {
    const document = domOf(page());
    expect(document.title).not.toBe('');
    expect(document.querySelectorAll('h1')).toHaveLength(1);
    expect(document.documentElement.lang).toBe('en');
    expect(document.querySelector('meta[name="viewport"]')).not.toBeNull();
  });

  test('is kept out of search engines', () => {
    expect(domOf(page()).querySelector('meta[name="robots"]')?.getAttribute('content')).toBe('noindex');
  });
});

test('the page that asks sends what a mail program’s own button sends, to the same address', () => {
  const form = domOf(askToUnsubscribe()).querySelector('form');
  expect(form?.method).toBe('post');
  expect(form?.hasAttribute('action')).toBe(false);
  const field = form?.querySelector('input');
  expect([field?.name, field?.value]).toEqual(['List-Unsubscribe', 'One-Click']);
  expect(form?.querySelector('button')?.textContent).toBe('Unsubscribe');
});
