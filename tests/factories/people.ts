import type { ConsentStateName } from '~/customers/consent/consent';
import { recordConsent } from '~/customers/consent/ledger.server';
import { revokeConsent } from '~/customers/consent/revoke.server';
import { findAddress } from '~/customers/profiles/address-vault.server';
import { identify } from '~/customers/profiles/identify.server';
import type { TestApp } from './test-app';

export interface Person {
  profileId: string;
  addressId: string;
  email: string;
}

let made = 0;

/** Somebody with an address, and with what they said about marketing (default: yes). Needs the shop's wall around it. */
export async function makePerson(
  app: TestApp,
  shopId: string,
  fields: { email?: string; firstName?: string | undefined; consent?: ConsentStateName } = {},
): Promise<Person> {
  made += 1;
  const { email = `person${made}@example.com`, firstName, consent = 'granted' } = fields;
  const person = { email, firstName, seenAt: app.clock.now() };
  const { profileId } = await app.db.transaction((tx) => identify(app, tx, shopId, { person, evidence: 'test' }));
  const address = await findAddress(app.vault, app.db.prisma, shopId, email);
  if (!address) throw new Error(`the vault did not keep ${email}`);
  if (consent !== 'never-given') await sayAboutMarketing(app, shopId, { email, state: consent });
  return { profileId, addressId: address.id, email };
}

/** Somebody of whom only the browser is known. */
export async function makeVisitor(app: TestApp, shopId: string): Promise<string> {
  made += 1;
  const person = { visitorId: `visitor-${String(made).padStart(20, '0')}`, seenAt: app.clock.now() };
  const { profileId } = await app.db.transaction((tx) => identify(app, tx, shopId, { person, evidence: 'test' }));
  return profileId;
}

/** A statement about marketing, made now. */
export async function sayAboutMarketing(
  app: TestApp,
  shopId: string,
  { email, state }: { email: string; state: ConsentStateName },
): Promise<void> {
  made += 1;
  const occurredAt = app.clock.now();
  const statement = { email, state, occurredAt, purpose: 'marketing', source: 'shopify-webhook' } as const;
  await app.db.transaction((tx) =>
    recordConsent(app, tx, shopId, { ...statement, evidence: {}, dedupeKey: `statement-${made}` }),
  );
}

/** The person opts out by a link; resolves when that is acknowledged. */
export async function unsubscribe(app: TestApp, shopId: string, { addressId }: Person): Promise<void> {
  made += 1;
  const statement = { addressId, occurredAt: app.clock.now(), evidence: {}, dedupeKey: `unsubscribe-${made}` };
  await app.db.transaction((tx) => revokeConsent(app, tx, shopId, { ...statement, source: 'unsubscribe-link' }));
}
