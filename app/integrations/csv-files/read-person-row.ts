import type { PersonReport, PropertyValue } from '~/capture/events/person-report';
import type { Subject } from '~/capture/inbox/subjects';
import { propertyProblem, propertyProblemWords } from '~/customers/profiles/properties';
import { holdsAddress } from '../segment-spec/without-addresses';
import type { ImportPlan } from './plan';
import { readConsent, type RowConsent } from './read-consent';
import { readIdentity, subjectsOfRow } from './read-identity';
import { rowCells, type RowCells } from './row-cells';
import { readInstant, readPlain, type RowProblem } from './row-values';

export interface PersonRow {
  person: PersonReport;
  consent: RowConsent | null;
}

/** What a row came to; null where it cannot be used at all. */
export interface RowOutcome<Read> {
  read: Read | null;
  subjects: Subject[];
  problems: RowProblem[];
}

/** One person of a list. `importedAt` is when the file came: what has no date of its own is told then. */
export function readPersonRow(fields: readonly string[], plan: ImportPlan, importedAt: Date): RowOutcome<PersonRow> {
  const row = rowCells(fields, plan.columns);
  const identity = readIdentity(row);
  const knownAt = readInstant(row.text('knownAt'));
  const seenAt = knownAt && knownAt <= importedAt ? knownAt : importedAt;
  const properties = readProperties(row);
  const optional = (target: string) => row.text(target).slice(0, 200) || undefined;
  const person: PersonReport = {
    ...identity,
    ...{ firstName: optional('firstName'), lastName: optional('lastName'), locale: optional('locale') },
    ...{ countryCode: optional('country'), city: optional('city'), regionCode: regionCode(row.text('region')) },
    birthday: optional('birthday'),
    ...(Object.keys(properties).length ? { properties } : {}),
    seenAt,
  };
  const consent = readConsent(row, plan, importedAt);
  const isUnaddressed = consent !== null && !identity.email;
  if (isUnaddressed) row.note('consent', 'There is no address for its consent.', 'Fill in the address.');
  const isFatal = row.problems.some((problem) => problem.isFatal);
  return {
    read: isFatal ? null : { person, consent: isUnaddressed ? null : consent },
    subjects: subjectsOfRow(identity),
    problems: row.problems,
  };
}

/** Names of regions are not told apart from codes of other countries: only what looks like a code is taken. */
const regionCode = (text: string): string | undefined =>
  /^[A-Za-z0-9]{1,3}$/.test(text) ? text.toUpperCase() : undefined;

/** Properties hold no addresses: those lie in the vault alone. */
export function readProperties(row: RowCells): Record<string, PropertyValue> {
  const properties: Record<string, PropertyValue> = {};
  for (const [key, text] of row.properties) {
    const value = readPlain(text);
    const problem = propertyProblem(key, value);
    if (problem)
      row.note(`property:${key}`, propertyProblemWords(problem), 'Shorten it, or do not import this column.');
    else if (holdsAddress(text))
      row.note(`property:${key}`, 'Properties hold no email addresses.', 'Do not import this column.');
    else properties[key] = value;
  }
  return properties;
}
