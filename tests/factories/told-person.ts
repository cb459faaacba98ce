import type { PersonReport } from '~/capture/events/person-report';
import { gid } from './reports';
import { TEST_START } from './times';

export const customerId = (id: number): string => gid('Customer', id);

/** A visitor's id of the form that the storefront gives. */
export const visitorId = (name: string): string => name.padEnd(20, '-');

/** What a payload says of a person; each test names only what it is about. */
export function toldPerson(changes: Partial<PersonReport> = {}): PersonReport {
  return { seenAt: TEST_START, ...changes };
}
