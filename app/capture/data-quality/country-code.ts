import countries from 'i18n-iso-countries';

/** Codes that Shopify's `CountryCode` knows beyond ISO 3166-1: Ascension, Tristan da Cunha, Kosovo. `ZZ`, its unknown, is none. */
const BEYOND_ISO = ['AC', 'TA', 'XK'];
/** Codes that are reserved for a country and still written by people. */
const WRITTEN: Record<string, string> = { UK: 'GB', EL: 'GR' };
/** Where one name stands for two countries, English decides. */
const DECIDES = 'en';

const plain = (name: string): string =>
  name
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '');

let byName: Map<string, string | null> | undefined;

/** Every name of every country in the languages of `i18n-iso-countries`; null where a name is two countries'. */
function names(): Map<string, string | null> {
  if (byName) return byName;
  byName = new Map();
  for (const language of countries.getSupportedLanguages()) if (language !== DECIDES) noteNames(byName, language);
  const decided = new Map<string, string | null>();
  noteNames(decided, DECIDES);
  for (const [name, code] of decided) byName.set(name, code);
  return byName;
}

function noteNames(into: Map<string, string | null>, language: string): void {
  for (const code of Object.keys(countries.getAlpha2Codes()))
    for (const name of countries.getName(code, language, { select: 'all' }) ?? []) {
      const known = into.get(plain(name));
      into.set(plain(name), known === undefined || known === code ? code : null);
    }
}

/**
 * The country as ISO 3166-1 alpha-2 (or Shopify's own codes beyond it), from a code of two or three letters or a name in any of some seventy
 * languages. Null where it is none, or could be two.
 */
export function standardCountry(raw: string): string | null {
  const text = raw.trim();
  const code = text.toUpperCase();
  if (/^[A-Z]{2}$/.test(code)) {
    const written = WRITTEN[code] ?? code;
    return countries.isValid(written) || BEYOND_ISO.includes(written) ? written : null;
  }
  const byAlpha3 = /^[A-Z]{3}$/.test(code) ? countries.alpha3ToAlpha2(code) : undefined;
  return byAlpha3 ?? (plain(text) ? names().get(plain(text)) : null) ?? null;
}
