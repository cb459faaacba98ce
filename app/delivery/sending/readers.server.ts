import type { Shop } from '@prisma/client';
import { evaluate, requestsOf } from '~/customers/rules/evaluate';
import type { KnownPerson } from '~/customers/rules/known-person';
import { loadPeople } from '~/customers/rules/load-people.server';
import { answersTo } from '~/customers/rules/measure';
import type { Rule } from '~/customers/rules/rule';
import type { Clock } from '~/platform/clock/clock';
import type { Db } from '~/platform/db/db.server';
import { conditionsOf, type EmailDocument } from '../documents/document';
import { spokenTo } from '../documents/in-language';
import { languageOf } from '../documents/words';

/** A document, and who is to read it: null for nobody in particular. */
export interface Reading {
  document: EmailDocument;
  profileId: string | null;
}

export interface Reader {
  /** In which the mail is made. */
  language: string;
  /** By which figures are written: of that language. */
  locale: string;
  /** Parts of the document that are not for them, by key. */
  hidden: Record<string, true>;
}

/** In what each mail is said, and which of its parts are shown: asked for all of them at once. A part with a condition is not for nobody in particular. */
export async function readersOf(
  { clock }: { clock: Clock },
  db: Db,
  shop: Shop,
  readings: readonly Reading[],
): Promise<Reader[]> {
  const locales = await localesOf(db, shop.id, readings);
  const conditions = new Map(readings.map(({ document }) => [document, conditionsOf(document)]));
  const rules = [...conditions.values()].flatMap((own) => [...own.values()]);
  const moment = { at: clock.now(), timeZone: shop.timezone };
  const people = rules.length ? await loadPeople(db, shop.id, idsOf(readings), rules.flatMap(requestsOf), moment) : [];
  const known = new Map(people.map((person) => [person.id, person]));
  return readings.map(({ document, profileId }) => {
    const own = locales.get(profileId ?? '') ?? shop.locale;
    const language = spokenTo(document, own, shop.locale);
    const locale = [own, shop.locale].find((each) => languageOf(each) === language) ?? language;
    const holds = (rule: Rule): boolean => meets(rule, known.get(profileId ?? ''), moment);
    const hidden = [...(conditions.get(document) ?? [])].flatMap(([key, rule]) => (holds(rule) ? [] : [key]));
    return { language, locale, hidden: Object.fromEntries(hidden.map((key) => [key, true])) };
  });
}

const meets = (rule: Rule, person: KnownPerson | undefined, moment: { at: Date; timeZone: string }): boolean =>
  person !== undefined && evaluate(rule, answersTo(requestsOf(rule), person, moment));

const idsOf = (readings: readonly Reading[]): string[] => [
  ...new Set(readings.flatMap(({ profileId }) => profileId ?? [])),
];

/** Asked only where a document speaks more than one language. */
async function localesOf(db: Db, shopId: string, readings: readonly Reading[]): Promise<Map<string, string>> {
  const ids = idsOf(readings.filter(({ document }) => Object.keys(document.translations ?? {}).length > 0));
  if (ids.length === 0) return new Map();
  const rows = await db.$queryRaw<{ id: string; locale: string }[]>`
    SELECT p."id", p."locale" FROM profiles p
    WHERE p."shopId" = ${shopId}::uuid AND p."id" = ANY(${ids}::uuid[]) AND p."locale" IS NOT NULL`;
  return new Map(rows.map(({ id, locale }) => [id, locale]));
}
