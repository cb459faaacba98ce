import type { ConfirmationKind } from '~/customers/consent/confirmations.server';
import { layout, shopLine } from './page-layout';
import { READER_WORDS, readerLanguage, type ReaderLanguage } from './reader-words';

interface Shop {
  name: string;
  url: string;
  locale: string;
}

/** Asks before anything is done: programs that examine mail open every link in it, and press no buttons. */
export function askToConfirm(shop: Shop, what: ConfirmationKind): string {
  const { language, words } = wordsOf(shop);
  const { heading, words: explained, button } = words.confirm[what];
  const form = `<form method="post"><p><button type="submit">${button}</button></p></form>`;
  return page(shop, language, heading, `<p>${explained}</p>${form}`);
}

export function confirmed(shop: Shop, what: ConfirmationKind): string {
  const { language, words } = wordsOf(shop);
  return page(shop, language, words.confirm.doneHeading, `<p>${words.confirm[what].done}</p>`);
}

export function closedQuestion(shop: Shop): string {
  const { language, words } = wordsOf(shop);
  return page(shop, language, words.confirm.closedHeading, `<p>${words.confirm.closed}</p>`);
}

function wordsOf({ locale }: Shop) {
  const language = readerLanguage(locale);
  return { language, words: READER_WORDS[language] };
}

const page = (shop: Shop, language: ReaderLanguage, heading: string, body: string): string =>
  layout({ title: `${heading} · ${shop.name}`, language, body: `${shopLine(shop)}<h1>${heading}</h1>${body}` });
