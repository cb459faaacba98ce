import type { TestApp } from './test-app';

/** What is known of somebody planted; absent: an address with consent, and nothing against mail. */
export interface Planted {
  consent?: 'granted' | 'withdrawn';
  hasAddress?: boolean;
  isImpossible?: boolean;
  pausedUntil?: Date;
  topicsOff?: string[];
  countryCode?: string;
}

/** Writes people as rows, many at once; gives their profiles' ids in the same order. An address has its profile's id. Needs the shop's wall around it. */
export async function plantPeople(app: TestApp, shopId: string, people: readonly Planted[]): Promise<string[]> {
  const { prisma } = app.db;
  const at = app.clock.now();
  const all = people.map((person) => ({ id: app.ids.next(), ...person }));
  const addressed = all.filter(({ hasAddress = true }) => hasAddress);
  await prisma.profile.createMany({
    data: all.map(({ id, hasAddress = true, countryCode = null }) => ({
      ...{ shopId, id, createdAt: at, lastSeenAt: at, countryCode, primaryAddressId: hasAddress ? id : null },
    })),
  });
  await prisma.address.createMany({
    data: addressed.map(({ id }) => ({
      ...{ shopId, id, profileId: id, createdAt: at, emailHash: Buffer.from(id), salt: Buffer.from(id) },
      email: app.vault.seal(`${id}@example.com`, shopId),
    })),
  });
  await prisma.consentState.createMany({
    data: addressed.map(({ id, consent: state = 'granted' }) => ({
      ...{ shopId, addressId: id, purpose: 'marketing', state, entrySeq: 1n, since: at },
    })),
  });
  // That an address is to be looked at follows from its being there.
  const impossible = addressed.flatMap(({ id, isImpossible }) => (isImpossible ? [id] : []));
  await prisma.addressCheck.updateMany({
    where: { shopId, addressId: { in: impossible } },
    data: { state: 'impossible' },
  });
  await prisma.mailPreference.createMany({
    data: addressed.flatMap(({ id, pausedUntil = null, topicsOff = [] }) =>
      pausedUntil || topicsOff.length ? [{ shopId, addressId: id, pausedUntil, topicsOff, updatedAt: at }] : [],
    ),
  });
  return all.map(({ id }) => id);
}

/** A segment that is what a test says it is. */
export async function plantSegment(
  app: TestApp,
  shopId: string,
  profileIds: readonly string[],
  name = 'Everybody',
): Promise<string> {
  const { prisma } = app.db;
  const at = app.clock.now();
  const id = app.ids.next();
  const rule = { kind: 'chance', salt: name, from: 0, below: 1 };
  await prisma.segment.create({
    data: { shopId, id, name, rule, version: 1, builtVersion: 1, builtAt: at, createdAt: at, updatedAt: at },
  });
  await prisma.segmentMember.createMany({
    data: profileIds.map((profileId) => ({ shopId, segmentId: id, profileId, since: at })),
  });
  return id;
}
