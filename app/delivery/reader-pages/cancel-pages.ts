import { layout, shopLine } from './page-layout';
import { READER_WORDS, readerLanguage } from './reader-words';

interface Shop {
  name: string;
  url: string;
  locale: string;
}

/** Asks before a wish to be told is taken back. */
export function askToCancel(shop: Shop): string {
  const { heading, words, button } = READER_WORDS[readerLanguage(shop.locale)].cancel;
  return page(
    shop,
    heading,
    `<p>${words}</p><form method="post"><p><button type="submit">${button}</button></p></form>`,
  );
}

export function requestCancelled(shop: Shop): string {
  const { doneHeading, done } = READER_WORDS[readerLanguage(shop.locale)].cancel;
  return page(shop, doneHeading, `<p>${done}</p>`);
}

const page = (shop: Shop, heading: string, body: string): string =>
  layout({
    title: `${heading} · ${shop.name}`,
    language: readerLanguage(shop.locale),
    body: `${shopLine(shop)}<h1>${heading}</h1>${body}`,
  });
