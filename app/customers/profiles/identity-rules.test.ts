import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { after } from '../../../tests/factories/times';
import type { Identifier } from '~/capture/events/reports';
import { decideIdentity, isKnownPerson } from './identity-rules';
import type { Candidate, Match } from './identity-decision';

const id = (kind: Identifier['kind'], value: string): Identifier => ({ kind, value });
const keyOf = ({ kind, value }: Identifier) => `${kind} ${value}`;

interface Profile {
  id: number;
  customerIds: string[];
  externalIds: string[];
  hasAddress: boolean;
  hasPhone: boolean;
  /** Every report that ever was about it: its history. */
  history: number[];
}

/** A shop's profiles and what leads to them, moved on by the rules alone: the pure half of `identify`. */
class People {
  readonly identities = new Map<string, Profile>();
  /** A number may be several persons'. */
  readonly phones = new Map<string, Set<Profile>>();
  readonly profiles = new Set<Profile>();
  private reports = 0;

  tell(identifiers: Identifier[], mailbox?: Profile): Profile {
    const decision = decideIdentity({
      identifiers,
      matches: this.matches(identifiers),
      mailbox: mailbox && { originId: String(mailbox.id), candidate: candidateOf(mailbox) },
      areSeparated: () => false,
    });
    const owner = this.byId(decision.profileId) ?? this.add();
    for (const { profileId } of decision.mergeFrom) this.merge(this.byId(profileId) as Profile, owner);
    for (const { identifier } of decision.link) this.link(identifier, owner);
    owner.history.push(this.reports++);
    return owner;
  }

  of = (identifier: Identifier): Profile | undefined =>
    identifier.kind === 'phone' ? this.onlyOne(identifier) : this.identities.get(keyOf(identifier));

  matches(identifiers: Identifier[]): Match[] {
    return identifiers.flatMap((identifier) => {
      const profile = this.of(identifier);
      return profile ? [{ identifier, originId: String(profile.id), candidate: candidateOf(profile) }] : [];
    });
  }

  private link(identifier: Identifier, owner: Profile): void {
    const { kind, value } = identifier;
    if (kind === 'phone') {
      this.phones.set(value, new Set([...(this.phones.get(value) ?? []), owner]));
      owner.hasPhone = true;
      return;
    }
    const before = this.identities.get(keyOf(identifier));
    this.identities.set(keyOf(identifier), owner);
    if (kind === 'customer') owner.customerIds.push(value);
    if (kind === 'external') owner.externalIds.push(value);
    if (kind !== 'email') return;
    owner.hasAddress = true;
    // Whoever was written to there is not any more.
    if (before)
      before.hasAddress = [...this.identities].some(([key, held]) => held === before && key.startsWith('email'));
  }

  private onlyOne({ value }: Identifier): Profile | undefined {
    const [first, ...more] = this.phones.get(value) ?? [];
    return more.length ? undefined : first;
  }

  private byId = (profileId: string | null) => [...this.profiles].find((profile) => String(profile.id) === profileId);

  private add(): Profile {
    const profile = {
      ...{ id: this.reports, customerIds: [], externalIds: [], history: [] },
      ...{ hasAddress: false, hasPhone: false },
    };
    this.profiles.add(profile);
    return profile;
  }

  private merge(from: Profile, to: Profile): void {
    for (const [key, profile] of this.identities) if (profile === from) this.identities.set(key, to);
    for (const owners of this.phones.values()) if (owners.delete(from)) owners.add(to);
    to.customerIds.push(...from.customerIds);
    to.externalIds.push(...from.externalIds);
    to.hasAddress ||= from.hasAddress;
    to.hasPhone ||= from.hasPhone;
    to.history.push(...from.history);
    this.profiles.delete(from);
  }
}

const candidateOf = ({ id: number, customerIds, externalIds, hasAddress, hasPhone }: Profile): Candidate => ({
  ...{ profileId: String(number), customerIds, externalIds, hasAddress, hasPhone },
  createdAt: after(number),
});

const isKnown = (profile: Profile) => isKnownPerson(candidateOf(profile));

const weak = fc.uniqueArray(
  fc.tuple(fc.constantFrom('visitor', 'cart', 'checkout'), fc.constantFrom('1', '2', '3')).map(([k, v]) => id(k, v)),
  { maxLength: 3, selector: keyOf },
);
const customers = ['a', 'b', 'c'];
const atLeastOne = (report: Identifier[]) => report.length > 0;
const manyReports = (report: fc.Arbitrary<Identifier[]>) =>
  fc.array(report.filter(atLeastOne), { minLength: 1, maxLength: 14 });

/** Any customer with any address, in whatever contradiction to each other, on shared devices. */
const anyReport = fc
  .tuple(
    fc.option(fc.constantFrom(...customers), { freq: 2 }),
    fc.option(fc.constantFrom('x', 'y', 'z'), { freq: 2 }),
    weak,
  )
  .map(([customer, email, more]) => [
    ...(customer ? [id('customer', customer)] : []),
    ...(email ? [id('email', email)] : []),
    ...more,
  ]);

/** A customer has one address and an address one customer, as at Shopify at any one time; devices are shared. */
const consistentReport = fc
  .tuple(fc.option(fc.constantFrom(...customers), { freq: 2 }), fc.constantFrom('customer', 'email', 'both'), weak)
  .map(([person, named, more]) => [
    ...(person && named !== 'email' ? [id('customer', person)] : []),
    ...(person && named !== 'customer' ? [id('email', person)] : []),
    ...more,
  ]);

describe('who a report is about', () => {
  it('is never two of Shopify’s customers, whatever addresses and devices they share', () => {
    fc.assert(
      fc.property(manyReports(anyReport), (reports) => {
        const people = new People();
        for (const report of reports) people.tell(report);
        const doubles = [...people.profiles].filter(({ customerIds }) => new Set(customerIds).size > 1);
        expect(doubles).toEqual([]);
        for (const report of reports)
          for (const { kind, value } of report)
            if (kind === 'customer') expect(people.of(id(kind, value))?.customerIds).toEqual([value]);
      }),
      { numRuns: 500 },
    );
  });

  it('is one person by name only where one report names both customer and address, in whatever order reports come', () => {
    fc.assert(
      fc.property(
        manyReports(consistentReport).chain((reports) =>
          fc.tuple(fc.constant(reports), fc.shuffledSubarray(reports, { minLength: reports.length })),
        ),
        ([reports, shuffled]) => {
          const people = new People();
          for (const report of shuffled) people.tell(report);
          const named = new Map<Profile | undefined, Set<string>>();
          for (const { kind, value } of reports
            .flat()
            .filter((each) => each.kind === 'customer' || each.kind === 'email')) {
            const profile = people.of(id(kind, value));
            named.set(profile, (named.get(profile) ?? new Set()).add(value));
          }
          expect(
            [...named.values()].every((values) => values.size === 1),
            'nobody is two people',
          ).toBe(true);
          for (const person of customers) {
            const [byCustomer, byEmail] = [people.of(id('customer', person)), people.of(id('email', person))];
            const wereJoined = reports.some(
              (r) => r.filter((each) => each.value === person && /customer|email/.test(each.kind)).length === 2,
            );
            if (byCustomer && byEmail) expect(byCustomer === byEmail).toBe(wereJoined);
          }
        },
      ),
      { numRuns: 500 },
    );
  });

  it('is the person, with all the anonymous history that any of its identifiers leads to', () => {
    fc.assert(
      fc.property(manyReports(anyReport), (reports) => {
        const people = new People();
        for (const report of reports) {
          const before = new Set(people.matches(report).map(({ identifier }) => people.of(identifier) as Profile));
          const owner = people.tell(report);
          const anonymous = [...before].filter((profile) => !isKnown(profile) && profile !== owner);
          for (const profile of anonymous) expect(owner.history).toEqual(expect.arrayContaining(profile.history));
          if ([...before].some(isKnown)) expect(isKnown(owner), 'a known person is not left for a browser').toBe(true);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('is found again by every identifier it named', () => {
    fc.assert(
      fc.property(manyReports(anyReport), (reports) => {
        const people = new People();
        for (const report of reports) {
          const owner = people.tell(report);
          expect(report.every((each) => people.of(each) === owner)).toBe(true);
          expect(people.profiles.has(owner)).toBe(true);
        }
      }),
    );
  });
});

/** Four persons, each with a customer id, an id of the merchant's own and an address of their own; everything else is shared or forwarded. */
const everybody = ['anna', 'ben', 'cleo', 'dora'];
const strangersReport = fc.record({
  person: fc.option(fc.constantFrom(...everybody), { freq: 4 }),
  named: fc.subarray(['customer', 'external', 'email'] as const, { minLength: 1 }),
  phone: fc.option(fc.constantFrom('home', 'office'), { freq: 1 }),
  weak,
  mailbox: fc.option(fc.constantFrom(...everybody), { freq: 1 }),
});
type StrangersReport = typeof strangersReport extends fc.Arbitrary<infer T> ? T : never;

const own = (kind: Identifier['kind'], person: string) => id(kind, kind === 'external' ? `loyalty:${person}` : person);

function tellStranger(people: People, { person, named, phone, weak: more, mailbox }: StrangersReport): void {
  const identifiers = [
    ...(person ? named.map((kind) => own(kind, person)) : []),
    ...(phone ? [id('phone', phone)] : []),
    ...more,
  ];
  if (identifiers.length) people.tell(identifiers, mailbox ? people.of(own('email', mailbox)) : undefined);
}

const namesOf = (people: People, profile: Profile) =>
  everybody.filter((person) =>
    (['customer', 'external', 'email'] as const).some((kind) => people.of(own(kind, person)) === profile),
  );

describe('strangers', () => {
  const reports = fc.array(strangersReport, { minLength: 2, maxLength: 20 });

  it('who never share a customer, an id or an address are never one, whatever devices, phones and forwarded mails they share', () => {
    fc.assert(
      fc.property(reports, (told) => {
        const people = new People();
        for (const report of told) {
          tellStranger(people, report);
          for (const profile of people.profiles) expect(namesOf(people, profile).length).toBeLessThan(2);
        }
      }),
      { numRuns: 2_000 },
    );
  });

  it('and each of them is the same person in whatever order reports come', () => {
    const shuffled = reports.chain((told) =>
      fc.tuple(fc.constant(told), fc.shuffledSubarray(told, { minLength: told.length, maxLength: told.length })),
    );
    /** Which of the names that anybody has lead to the same person. */
    const persons = (told: StrangersReport[]) => {
      const people = new People();
      for (const report of told) tellStranger(people, report);
      return everybody.map((person) =>
        (['customer', 'external', 'email'] as const).map((kind) => {
          const profile = people.of(own(kind, person));
          return (['customer', 'external', 'email'] as const).filter(
            (other) => profile && people.of(own(other, person)) === profile,
          );
        }),
      );
    };
    fc.assert(
      fc.property(shuffled, ([told, otherwise]) => {
        expect(persons(otherwise)).toEqual(persons(told));
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('a phone', () => {
  const [anna, ben, phone] = [id('email', 'anna'), id('customer', 'ben'), id('phone', 'p')];

  it('names a person where nothing else does', () => {
    const people = new People();
    const first = people.tell([phone]);
    expect(people.tell([phone])).toBe(first);
    expect(people.tell([anna, phone])).toBe(first);
    expect(people.tell([phone])).toBe(first);
  });

  it('that two persons have names neither, and joins nobody', () => {
    const people = new People();
    const first = people.tell([anna, phone]);
    const second = people.tell([ben, phone]);
    expect(second).not.toBe(first);
    expect(people.of(phone)).toBeUndefined();
    expect(people.tell([phone, id('visitor', 'v')])).not.toBe(first);
  });
});

describe('a link in our own mail', () => {
  const [anna, ben, visitor] = [id('email', 'anna'), id('email', 'ben'), id('visitor', 'v')];

  it('brings a browser that is nobody’s, with what it did, to whoever’s mailbox it was opened in', () => {
    const people = new People();
    people.tell([visitor]);
    const person = people.tell([anna]);
    expect(people.tell([visitor], person).history).toEqual([1, 0, 2]);
    expect(people.of(visitor)).toBe(person);
  });

  it('says nothing of a browser that is somebody else’s: the mail was forwarded', () => {
    const people = new People();
    const [addressee, reader] = [people.tell([anna]), people.tell([ben, visitor])];
    expect(people.tell([visitor], addressee)).toBe(reader);
    expect(people.of(visitor)).toBe(reader);
    expect(people.tell([id('email', 'cleo'), id('visitor', 'w')], addressee)).not.toBe(addressee);
  });
});

describe('what an import names', () => {
  it('never takes an address away from a customer of Shopify’s', () => {
    const people = new People();
    const customer = people.tell([id('customer', 'a'), id('email', 'x'), id('external', 'loyalty:1')]);
    const other = people.tell([id('external', 'loyalty:2'), id('email', 'x')]);
    expect(other).not.toBe(customer);
    expect(people.of(id('email', 'x'))).toBe(customer);
  });

  it('joins an id of another tool to the customer whose address it comes with', () => {
    const people = new People();
    const imported = people.tell([id('external', 'desk:9')]);
    const customer = people.tell([id('customer', 'a'), id('email', 'x')]);
    expect(people.tell([id('external', 'desk:9'), id('email', 'x')])).toBe(customer);
    expect(people.profiles).not.toContain(imported);
  });
});

describe('two whom somebody has separated', () => {
  const matchOf = (identifier: Identifier, changes: Partial<Candidate>): Match => ({
    identifier,
    originId: changes.profileId ?? '',
    candidate: {
      ...{ profileId: '', customerIds: [], externalIds: [], hasAddress: false, hasPhone: false, createdAt: after(0) },
      ...changes,
    },
  });

  it('are not joined again by the report that joined them, and each keeps what names them', () => {
    const [customer, email, visitor] = [id('customer', 'a'), id('email', 'x'), id('visitor', 'v')];
    const decision = decideIdentity({
      identifiers: [customer, email, visitor],
      matches: [
        matchOf(customer, { profileId: 'one', customerIds: ['a'] }),
        matchOf(email, { profileId: 'two', hasAddress: true }),
        matchOf(visitor, { profileId: 'three' }),
      ],
      areSeparated: (one, other) => one !== other,
    });
    expect(decision).toEqual({ profileId: 'one', originId: 'one', mergeFrom: [], link: [] });
  });
});

describe('a shared device', () => {
  const visitor = id('visitor', 'family');
  const [anna, ben] = [id('email', 'anna'), id('email', 'ben')];

  it('keeps who used it apart, and moves on to the one who used it last', () => {
    const people = new People();
    const first = people.tell([anna, visitor]);
    const second = people.tell([ben, visitor]);
    expect(first).not.toBe(second);
    expect(people.tell([visitor])).toBe(second);
    expect(people.tell([anna, visitor])).toBe(first);
  });

  it('gives what was done before anybody said who they are to the first who does', () => {
    const people = new People();
    people.tell([visitor]);
    const first = people.tell([anna, visitor]);
    expect(first.history).toEqual([0, 1]);
    expect(people.tell([ben, visitor]).history).toEqual([2]);
  });
});

describe('an anonymous cart on a known person’s browser', () => {
  it('is that person’s: the browser is not torn away by it', () => {
    const people = new People();
    const person = people.tell([id('email', 'anna'), id('visitor', 'v')]);
    people.tell([id('cart', 'k')]);
    expect(people.tell([id('cart', 'k'), id('visitor', 'v')])).toBe(person);
    expect(people.of(id('cart', 'k'))).toBe(person);
  });
});

describe('an address that Shopify gives to another customer', () => {
  it('names the new one from then on, and the two stay two', () => {
    const people = new People();
    const first = people.tell([id('customer', 'a'), id('email', 'shared')]);
    const second = people.tell([id('customer', 'b'), id('email', 'shared')]);
    expect(second).not.toBe(first);
    expect(people.of(id('email', 'shared'))).toBe(second);
    expect(people.of(id('customer', 'a'))).toBe(first);
  });
});
