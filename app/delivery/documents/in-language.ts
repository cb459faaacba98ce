import { saidIn, type Block } from './blocks';
import type { EmailDocument } from './document';
import { languageOf, SPOKEN } from './words';

/** The language a mail is made in for a reader: theirs where the document speaks it, else the document's own. */
export function spokenTo({ language, translations = {} }: EmailDocument, locale: string, shopLocale: string): string {
  const wanted = languageOf(locale);
  const own = language ?? languageOf(shopLocale);
  return wanted === own || wanted in translations ? wanted : SPOKEN.includes(own) ? own : 'en';
}

/** A document with its words in a language; what was not translated stays as it is. */
export function inLanguage(document: EmailDocument, language: string): EmailDocument {
  const { translations, ...rest } = document;
  const said = translations?.[language];
  if (!said) return rest;
  const told = (place: string, text: string): string => said[place]?.trim() || text;
  return {
    ...rest,
    subject: told('subject', rest.subject),
    preheader: told('preheader', rest.preheader),
    sections: rest.sections.map((section) => ({
      ...section,
      blocks: section.blocks.map((each) => translated(each, told)),
    })),
  };
}

function translated<B extends Block>(each: B, told: (place: string, text: string) => string): B {
  if (each.kind === 'columns')
    return { ...each, columns: each.columns.map((column) => column.map((small) => translated(small, told))) };
  const said = saidIn(each).map(([field, text]) => [field, told(`${each.key}.${field}`, text)]);
  return { ...each, ...Object.fromEntries(said) } as B;
}
