import type { PersonReport } from '~/capture/events/person-report';
import type { Subject } from '~/capture/inbox/subjects';
import { normaliseEmail } from '~/customers/profiles/email-address';
import type { RowCells } from './row-cells';
import { readGid } from './row-values';

/** What a row names a person by. An address that cannot exist is noted; one that names nobody at all is refused. */
export function readIdentity(row: RowCells): Pick<PersonReport, 'email' | 'customerId' | 'externalId' | 'phone'> {
  const email = normaliseEmail(row.text('email')) ?? undefined;
  const customerId = (row.text('customerId') && readGid('Customer', row.text('customerId'))) || undefined;
  const externalId = row.text('externalId').slice(0, 200) || undefined;
  const phone = row.text('phone').slice(0, 50) || undefined;
  const isNamed = Boolean(email ?? customerId ?? externalId ?? phone);
  const say = isNamed ? row.note : row.refuse;
  if (row.text('email') && !email) say('email', 'This is no email address.', 'Correct it, and import the row again.');
  if (row.text('customerId') && !customerId)
    say('customerId', 'This is no customer ID of Shopify’s.', 'Keep the number that Shopify gave, digits only.');
  if (!isNamed && !row.problems.length)
    row.refuse('email', 'Nothing in this row says whom it is about.', 'Fill in the address, or an ID.');
  return { email, customerId, externalId, phone };
}

/** Whom a row names, for erasure. */
export function subjectsOfRow({ email, customerId, externalId, phone }: ReturnType<typeof readIdentity>): Subject[] {
  const named: [Subject['kind'], string | undefined][] = [
    ['email', email],
    ['customer', customerId],
    ['external', externalId],
    ['phone', phone],
  ];
  return named.flatMap(([kind, value]) => (value ? [{ kind, value }] : []));
}
