import type { PersonReport } from '~/capture/events/person-report';
import { phonesOf } from '~/customers/profiles/phone-vault.server';
import { identifyMany } from '~/customers/profiles/identify-many.server';
import type { SeededRandom } from '../../devstore/store-data/seeded-random';
import type { BenchDeps } from '../people/open-shop';

/**
 * How somebody came to be there twice. `letter`: a slip in the letters of their address. `digit`: another figure in its number. `domain`: a slip behind the @.
 * `mailbox`: one of Google's, spelled in two ways. `phone`: their number, with another address. `place`: their name and place, with another address.
 */
export const doubleKinds = ['letter', 'digit', 'domain', 'mailbox', 'phone', 'place'] as const;
export type DoubleKind = (typeof doubleKinds)[number];

export interface Double {
  kind: DoubleKind;
  oneId: string;
  otherId: string;
}

interface Original {
  profileId: string;
  email: string;
  phone: string | null;
  person: PersonReport;
}

/** One in so many is there a second time. */
const EVERY = 50;
/** Without it there are no two dots beside each other, and none at an end. */
const INNER_LETTER = /(?<=[a-z])[a-z](?=[a-z])/;
const LETTERS = [...'abcdefghijklmnopqrstuvwxyz'];

/** Tells of some people a second time, so that nothing makes them one by itself. Gives who is whom. To be called inside the shop's wall. */
export async function plantDoubles(deps: BenchDeps, shopId: string, random: SeededRandom): Promise<Double[]> {
  const doubles: Double[] = [];
  for (const original of await someOf(deps, shopId)) {
    const kind = random.pick(doubleKinds.filter((each) => suits(each, original)));
    const told = toldAgain(kind, original, random);
    const made = await deps.db.transaction((tx) => identifyMany(deps, tx, shopId, told, 'bench'));
    const [oneId = '', otherId = original.profileId] = made.map(({ profileId }) => profileId);
    if (oneId !== otherId) doubles.push({ kind, ...sorted(oneId, otherId) });
  }
  return doubles;
}

const sorted = (one: string, other: string) => {
  const [oneId = '', otherId = ''] = [one, other].sort();
  return { oneId, otherId };
};

async function someOf({ db, vault }: BenchDeps, shopId: string): Promise<Original[]> {
  const rows = await db.prisma.$queryRaw<Row[]>`
    SELECT a."profileId"::text, a."email", a."firstName", a."lastName", p."city", p."countryCode"
    FROM (SELECT *, row_number() OVER (ORDER BY "id") AS "at" FROM addresses WHERE "shopId" = ${shopId}::uuid) a
    JOIN profiles p ON p."shopId" = a."shopId" AND p."id" = a."profileId" WHERE a."at" % ${EVERY} = 0 ORDER BY a."at"`;
  const open = (sealed: Uint8Array | null) => (sealed ? vault.open(sealed, shopId) : undefined);
  const originals: Original[] = [];
  for (const { profileId, email, firstName, lastName, city, countryCode } of rows) {
    const [phone] = await phonesOf(vault, db.prisma, shopId, profileId);
    const names = { firstName: open(firstName), lastName: open(lastName) };
    const person = { ...names, city: city ?? undefined, countryCode: countryCode ?? undefined, seenAt: new Date() };
    originals.push({ profileId, email: vault.open(email, shopId), phone: phone?.phone ?? null, person });
  }
  return originals;
}

interface Row {
  profileId: string;
  email: Uint8Array;
  firstName: Uint8Array | null;
  lastName: Uint8Array | null;
  city: string | null;
  countryCode: string | null;
}

function suits(kind: DoubleKind, { email, phone, person }: Original): boolean {
  if (kind === 'letter') return INNER_LETTER.test(email.split('@')[0] ?? '');
  if (kind === 'digit') return /\d.*@/.test(email);
  if (kind === 'phone') return phone !== null;
  return kind !== 'place' || Boolean(person.city);
}

/** The second report of somebody; for a mailbox both, since the generator has none of Google's. */
function toldAgain(kind: DoubleKind, { email, phone, person }: Original, random: SeededRandom): PersonReport[] {
  const [local = '', domain = ''] = email.split('@');
  const elsewhere = `${random.int(1_000_000, 9_999_999)}@elsewhere.example`;
  switch (kind) {
    case 'letter':
      return [{ ...person, email: `${slipped(local, random)}@${domain}` }];
    case 'digit':
      return [{ ...person, email: `${local.replace(/\d/, (digit) => String((Number(digit) + 3) % 10))}@${domain}` }];
    case 'domain':
      return [{ ...person, email: `${local}@${domain.replace('example', 'exmaple')}` }];
    case 'mailbox':
      return [`${local}@gmail.com`, `${local}+shop@gmail.com`].map((each) => ({ ...person, email: each }));
    case 'phone':
      return [{ ...person, city: undefined, email: elsewhere, phone: phone ?? undefined }];
    case 'place':
      return [{ ...person, email: elsewhere }];
  }
}

/** One letter left out, added, or taken for another. */
function slipped(local: string, random: SeededRandom): string {
  const letters = [...local.matchAll(new RegExp(INNER_LETTER, 'g'))].map(({ index }) => index);
  const at = random.pick(letters);
  const other = random.pick(LETTERS.filter((letter) => letter !== local[at]));
  const kept = random.pick(['', other, `${local[at]}${other}`]);
  return local.slice(0, at) + kept + local.slice(at + 1);
}
