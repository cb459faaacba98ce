import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { after } from '../../../tests/factories/times';
import { areSameTraits, joinTraits, traitColumns, traitsOf, type Traits } from './traits';

const report = fc
  .record({
    locale: fc.option(fc.constantFrom('de', 'fr'), { nil: undefined }),
    countryCode: fc.option(fc.constantFrom('DE', 'FR'), { nil: undefined }),
    city: fc.option(fc.constantFrom('Berlin', 'Paris'), { nil: undefined }),
    birthday: fc.option(fc.constantFrom('1990-12-31', '12-31'), { nil: undefined }),
    at: fc.nat(3),
  })
  .map(({ at, ...person }) => traitsOf({ ...person, seenAt: after(at) }));
const joinAll = (all: Traits[]) => all.reduce(joinTraits, {});

describe('what is told of a person', () => {
  it('comes to the same in whatever order, however often and over however many profiles it is told', () => {
    const shuffled = fc
      .array(report, { maxLength: 8 })
      .chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length }), fc.nat(8)));
    fc.assert(
      fc.property(shuffled, ([all, otherwise, cut]) => {
        const joined = joinAll(all);
        expect(areSameTraits(joinAll([...otherwise, ...otherwise]), joined)).toBe(true);
        const parts = joinTraits(joinAll(otherwise.slice(0, cut)), joinAll(otherwise.slice(cut)));
        expect(areSameTraits(parts, joined)).toBe(true);
      }),
    );
  });

  it('is the newest of each', () => {
    const older = traitsOf({ locale: 'de', countryCode: 'DE', city: 'Berlin', seenAt: after(1) });
    const newer = traitsOf({ locale: 'fr', seenAt: after(2) });
    expect(traitColumns(joinTraits(newer, older), null)).toMatchObject({
      locale: 'fr',
      countryCode: 'DE',
      city: 'Berlin',
    });
  });

  it('leaves nobody in a city of another country', () => {
    const before = traitsOf({ countryCode: 'DE', city: 'Berlin', regionCode: 'BE', seenAt: after(1) });
    const moved = traitsOf({ countryCode: 'FR', seenAt: after(2) });
    expect(traitColumns(joinTraits(before, moved), null)).toMatchObject({
      countryCode: 'FR',
      city: null,
      regionCode: null,
    });
  });
});
