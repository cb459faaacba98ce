import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isOneSlipAway } from '~/capture/data-quality/edit-distance';
import { duplicateKeys, type KeyedAddress } from './duplicate-keys';

const anna: KeyedAddress = {
  ...{ email: 'anna.berg@example.com', names: ['Anna', 'Berg'], city: 'Berlin', countryCode: 'DE' },
};
const keys = (changes: Partial<KeyedAddress>) => duplicateKeys({ ...anna, ...changes });
const shared = (one: KeyedAddress, other: KeyedAddress) => {
  const texts = new Set(duplicateKeys(one).map(({ text }) => text));
  return duplicateKeys(other).filter(({ text }) => texts.has(text));
};

describe('what two addresses of one person have in common', () => {
  it('is nothing without a whole name', () => {
    expect(keys({ names: ['Anna', null] })).toEqual([]);
    expect(keys({ names: [null, null] })).toEqual([]);
  });

  it('is their place, however it and the name are written', () => {
    const other = { ...anna, email: 'x@elsewhere.example', names: ['BERG', 'Anna'], city: 'BERLIN' };
    expect(shared(anna, other).map(({ kind }) => kind)).toEqual(['place', 'name']);
    expect(shared(anna, { ...other, countryCode: 'AT' }).map(({ kind }) => kind)).toEqual(['name']);
    expect(keys({ city: null }).map(({ kind }) => kind)).toEqual(['name', 'email', 'email', 'email']);
  });

  it('is nothing of strangers with the same address’s form', () => {
    expect(shared(anna, { ...anna, names: ['Ben', 'Berg'] })).toEqual([]);
  });

  it('is no address where namesakes keep theirs apart by figures, but the name, which few may have', () => {
    const one = { ...anna, city: null, email: 'anna.berg73@example.com' };
    for (const email of ['anna.berg74@example.com', 'anna.berg7@example.com', 'anna.berg@example.com'])
      expect(shared(one, { ...one, email }).map(({ kind }) => kind)).toEqual(['name']);
    expect(shared(one, { ...one, email: 'ana.berg73@example.com' }).map(({ kind }) => kind)).toContain('email');
  });

  it('is something wherever the slip between the letters of two namesakes’ addresses is', () => {
    const letter = fc.constantFrom(...'abcdefgh.');
    const local = fc.array(letter, { minLength: 5, maxLength: 12 }).map((letters) => `${letters.join('')}7`);
    const slipped = fc.record({
      local,
      at: fc.nat(30),
      to: letter,
      how: fc.constantFrom('other', 'more', 'less', 'swap'),
    });
    fc.assert(
      fc.property(slipped, ({ local: name, at, to, how }) => {
        const email = `${name}@example.com`;
        const other = slip(email, at % email.length, to, how);
        fc.pre(isOneSlipAway(email, other) && other.split('@').length === 2 && !movesTheAt(email, other));
        fc.pre(other.split('@')[0]?.includes('7') ?? false);
        const common = shared({ ...anna, city: null, email }, { ...anna, city: null, email: other });
        expect(common.some(({ kind }) => kind === 'email')).toBe(true);
      }),
    );
  });
});

function slip(text: string, at: number, to: string, how: string): string {
  const [before, letter = '', after] = [text.slice(0, at), text[at], text.slice(at + 1)];
  if (how === 'other') return before + to + after;
  if (how === 'more') return before + to + letter + after;
  if (how === 'less') return before + after;
  return before + (after[0] ?? '') + letter + after.slice(1);
}

/** A slip on both sides of the @ at once. */
function movesTheAt(one: string, other: string): boolean {
  const [[local, domain], [otherLocal, otherDomain]] = [one.split('@'), other.split('@')];
  return local !== otherLocal && domain !== otherDomain;
}
