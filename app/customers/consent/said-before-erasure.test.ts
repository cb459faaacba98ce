import { beforeEach, describe, expect, it } from 'vitest';
import { makePerson, type Person } from '../../../tests/factories/people';
import { createShop, type TestShop } from '../../../tests/factories/shops';
import { testApp } from '../../../tests/factories/test-app';
import { after, TEST_START } from '../../../tests/factories/times';
import { testDatabase } from '../../../tests/setup/database';
import type { ConsentStateName } from '~/customers/consent/consent';
import { beginErasure } from '~/customers/profiles/begin-erasure.server';
import { erasePerson } from '~/customers/profiles/erase.server';
import { findAddress } from '~/customers/profiles/address-vault.server';
import { withShop } from '~/platform/db/db.server';
import { consentOf, recordConsent } from './ledger.server';
import { recordConsents } from './record-consents.server';

const app = testApp(await testDatabase());
const { db } = app;

const EMAIL = 'anna@example.com';
let shop: TestShop;
let again: Person;

/** Somebody who agreed, was erased at the start of all tests, and whom Shopify tells of anew. */
beforeEach(async () => {
  shop = await createShop(app);
  await withShop(shop.id, async () => {
    const { profileId } = await makePerson(app, shop.id, { email: EMAIL });
    await db.transaction(async (tx) => {
      await beginErasure(tx, shop.id, profileId, TEST_START);
      await erasePerson(tx, shop.id, profileId);
    });
    again = await makePerson(app, shop.id, { email: EMAIL, consent: 'never-given' });
  });
});

const stateAfter = async (state: ConsentStateName, occurredAt: Date, way: 'webhook' | 'sync') =>
  withShop(shop.id, async () => {
    await db.transaction((tx) =>
      way === 'sync'
        ? recordConsents(app, tx, shop.id, [{ customerId: 'c', email: EMAIL, state, optInLevel: null, occurredAt }])
        : recordConsent(app, tx, shop.id, {
            ...{ email: EMAIL, state, occurredAt, purpose: 'marketing', source: 'shopify-webhook' },
            ...{ evidence: {}, dedupeKey: 'told' },
          }).then(() => undefined),
    );
    return (await consentOf(db.prisma, shop.id, again.addressId, 'marketing')).state;
  });

describe.each(['webhook', 'sync'] as const)('what somebody said, told by %s after they were erased', (way) => {
  it.each([
    ['granted', -1, 'never-given'],
    ['pending', -1, 'never-given'],
    ['granted', 0, 'never-given'],
    ['granted', 1, 'granted'],
    ['withdrawn', -1, 'withdrawn'],
  ] as const)('%s, said %i ms from the erasure, comes to %s', async (state, ms, expected) => {
    expect(await stateAfter(state, after(ms), way)).toBe(expected);
  });
});

it('an address that was never erased is not looked at so', async () => {
  const other = await withShop(shop.id, () => makePerson(app, shop.id, { email: 'bea@example.com' }));
  const consent = await withShop(shop.id, () => consentOf(db.prisma, shop.id, other.addressId, 'marketing'));
  expect(consent.state).toBe('granted');
});

it('what is remembered of the address names nobody', async () => {
  const rows = await withShop(shop.id, () => db.prisma.erasedAddress.findMany());
  expect(rows).toHaveLength(1);
  expect(Buffer.from(rows[0]?.emailHash ?? []).toString('latin1')).not.toContain('anna');
  const known = await withShop(shop.id, () => findAddress(app.vault, db.prisma, shop.id, EMAIL));
  expect(known?.id).toBe(again.addressId);
});
