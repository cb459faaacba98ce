import { KNOWN_FILES, type Origin } from './known-files';
import type { ImportPlan } from './plan';
import type { FileKind, Target } from './targets';

export interface Guess {
  origin: Origin;
  kind: FileKind;
  /** By column: a target, `property:NAME`, or `ignore`. */
  columns: string[];
}

/** Headings of files of one's own, in several languages' words. */
const OWN_WORDS: [RegExp, Target][] = [
  [/^e ?mail( ?(address|adresse))?$/, 'email'],
  [/^(first ?name|given ?name|vorname|prénom|nombre)$/, 'firstName'],
  [/^(last ?name|surname|family ?name|nachname|nom|apellidos?)$/, 'lastName'],
  [/^(phone|phone ?number|mobile|telefon|téléphone)$/, 'phone'],
  [/^(country|country ?code|land|pays)$/, 'country'],
  [/^(city|town|stadt|ort|ville)$/, 'city'],
  [/^(language|locale|sprache)$/, 'locale'],
  [/^(birthday|birth ?date|date of birth|geburtstag)$/, 'birthday'],
  [/^(customer ?id|shopify ?(customer)? ?id)$/, 'customerId'],
  [/^(external ?id|user ?id|member ?id)$/, 'externalId'],
  [/^(subscribed|subscription ?status|consent|status|marketing ?consent|newsletter)$/, 'consent'],
  [/^(subscribed|consent|opt ?in|signed ?up) ?(at|date|time|timestamp)$/, 'agreedAt'],
  [/^(unsubscribed|opt ?out) ?(at|date|time|timestamp)$/, 'refusedAt'],
  [/^(event|event ?name|action)$/, 'eventName'],
  [/^(event ?time|occurred ?at|timestamp|date|time)$/, 'eventAt'],
  [/^(event ?id)$/, 'eventId'],
  [/^(source|consent ?source)$/, 'agreedBy'],
  [/^(suppressed|suppression|suppression ?reason|reason)$/, 'suppressed'],
];

/** What a file's columns are likely to be, for the merchant to look over. Of two columns that could be the same the first is. */
export function guessPlan(headings: readonly string[]): Guess {
  const names = headings.map((heading) => heading.trim().toLowerCase());
  const known = KNOWN_FILES.map((file) => ({ file, hits: file.signs.filter((sign) => names.includes(sign)).length }))
    .filter(({ hits }) => hits > 0)
    .reduce<(typeof KNOWN_FILES)[number] | null>((best, { file }) => best ?? file, null);
  if (known) {
    const ofTool = (name: string) => known.columns[name] ?? (known.ignored.includes(name) ? 'ignore' : null);
    return { origin: known.origin, kind: known.kind, columns: take(headings, names, ofTool, known.kind) };
  }
  const ofOwn = (name: string) => OWN_WORDS.find(([pattern]) => pattern.test(name.replace(/[_-]+/g, ' ')))?.[1] ?? null;
  const kind = names.some((name) => ofOwn(name) === 'eventName') ? 'events' : 'people';
  return { origin: 'own', kind, columns: take(headings, names, ofOwn, kind) };
}

/**
 * Mailchimp exports a file for each state of its contacts, with the same columns in all: that nobody in one agreed, or that everybody said no, stands
 * in its name alone, whatever OPTIN_TIME says.
 */
export function guessMode(fileName: string): ImportPlan['consent']['mode'] {
  const name = fileName.toLowerCase();
  if (name.startsWith('nonsubscribed_')) return 'nothing';
  return /^(unsubscribed|cleaned)_/.test(name) ? 'withdrawn' : 'columns';
}

function take(
  headings: readonly string[],
  names: string[],
  targetOf: (name: string) => string | null,
  kind: FileKind,
): string[] {
  const taken = new Set<string>();
  return names.map((name, index) => {
    const target = targetOf(name);
    if (target && target !== 'ignore' && taken.has(target)) return 'ignore';
    if (target) taken.add(target);
    return target ?? (kind === 'orders' ? 'ignore' : propertyTarget(headings[index] ?? ''));
  });
}

/** A heading as the name of a property: letters, digits and underscores. */
export function propertyTarget(heading: string): string {
  const key = heading
    .trim()
    .replace(/[^\p{L}\p{N}_.$:-]+/gu, '_')
    .replace(/^[^\p{L}\p{N}_$]+|_+$/gu, '')
    .slice(0, 128);
  return key ? `property:${key}` : 'ignore';
}
