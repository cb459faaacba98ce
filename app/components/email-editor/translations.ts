import { sayingsOf, type EmailDocument } from '~/delivery/documents/document';

/** How many texts are not said in a language yet. */
export function missingIn(document: EmailDocument, language: string): number {
  const said = document.translations?.[language] ?? {};
  return sayingsOf(document).filter(({ place, text }) => text.trim() !== '' && !said[place]?.trim()).length;
}

/** @param own the language of its words, which a document that speaks several says of itself */
export const withLanguage = (document: EmailDocument, language: string, own: string): EmailDocument => ({
  ...document,
  language: document.language ?? own,
  translations: { ...document.translations, [language]: document.translations?.[language] ?? {} },
});

export function withoutLanguage(document: EmailDocument, language: string): EmailDocument {
  const { translations = {}, ...rest } = document;
  const kept = Object.entries(translations).filter(([each]) => each !== language);
  return kept.length > 0 ? { ...rest, translations: Object.fromEntries(kept) } : rest;
}

export function withSaid(document: EmailDocument, language: string, place: string, text: string): EmailDocument {
  const { [place]: _before, ...others } = document.translations?.[language] ?? {};
  const said = text === '' ? others : { ...others, [place]: text };
  return { ...document, translations: { ...document.translations, [language]: said } };
}
