import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { after } from '../../../tests/factories/times';
import type { Identifier } from '~/capture/events/reports';
import { decideIdentity, type Candidate, type Match } from './identity-rules';

const id = (kind: Identifier['kind'], value: string): Identifier => ({ kind, value });
const keyOf = ({ kind, value }: Identifier) => `${kind} ${value}`;

interface Profile {
  id: number;
  customerIds: string[];
  hasAddress: boolean;
  /** Every report that ever was about it: its history. */
  history: number[];
}

/** A shop's profiles and what leads to them, moved on by the rules alone: the pure half of `identify`. */
class People {
  readonly identities = new Map<string, Profile>();
  readonly profiles = new Set<Profile>();
  private reports = 0;

  tell(identifiers: Identifier[]): Profile {
    const decision = decideIdentity(identifiers, this.matches(identifiers));
    const owner = this.byId(decision.profileId) ?? this.add();
    for (const from of decision.mergeFrom) this.merge(this.byId(from) as Profile, owner);
    for (const each of decision.link) {
      this.identities.set(keyOf(each), owner);
      if (each.kind === 'customer' && !owner.customerIds.includes(each.value)) owner.customerIds.push(each.value);
      if (each.kind === 'email') owner.hasAddress = true;
    }
    owner.history.push(this.reports++);
    return owner;
  }

  of = (identifier: Identifier): Profile | undefined => this.identities.get(keyOf(identifier));

  matches(identifiers: Identifier[]): Match[] {
    return identifiers.flatMap((identifier) => {
      const profile = this.of(identifier);
      return profile ? [{ identifier, candidate: candidateOf(profile) }] : [];
    });
  }

  private byId = (profileId: string | null) => [...this.profiles].find((profile) => String(profile.id) === profileId);

  private add(): Profile {
    const profile = { id: this.reports, customerIds: [], hasAddress: false, history: [] };
    this.profiles.add(profile);
    return profile;
  }

  private merge(from: Profile, to: Profile): void {
    for (const [key, profile] of this.identities) if (profile === from) this.identities.set(key, to);
    to.customerIds.push(...from.customerIds);
    to.hasAddress ||= from.hasAddress;
    to.history.push(...from.history);
    this.profiles.delete(from);
  }
}

const candidateOf = ({ id: number, customerIds, hasAddress }: Profile): Candidate => ({
  profileId: String(number),
  customerId: customerIds[0] ?? null,
  isKnownPerson: customerIds.length > 0 || hasAddress,
  createdAt: after(number),
});

const isKnown = (profile: Profile) => candidateOf(profile).isKnownPerson;

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
