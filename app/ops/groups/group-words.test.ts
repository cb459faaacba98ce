import { describe, expect, it } from 'vitest';
import { againWords, apartWords, fidelityWords, sizeWords, valueWords } from './group-words';

const euros = (minor: number): string => `€${minor / 100}`;

describe('how far groups stand apart', () => {
  it.each([
    [0.71, 'clearly'],
    [0.7, 'well'],
    [0.5, 'many people in between'],
    [0.25, 'by degrees'],
    [-0.2, 'by degrees'],
  ])('is said of %d by the bounds of the field', (silhouette, words) => {
    expect(apartWords(silhouette)).toContain(words);
  });

  it('is the same as the time before, mostly, not, or there was no time before', () => {
    expect([null, 1, 0.9, 0.6, 0.59, -0.1].map(againWords)).toEqual([
      'looked for the first time',
      ...Array<string>(2).fill('the same groups as the time before'),
      'mostly the same groups as the time before',
      ...Array<string>(2).fill('other groups than the time before'),
    ]);
  });
});

describe('how near a rule comes to its group', () => {
  it('is said by the worse of both figures, and by both', () => {
    expect(fidelityWords({ precision: 0.79, recall: 0.89 })).toBe(
      'The rule comes near to the group. Of 100 people it finds, 79 are of this group; of 100 people of the group it finds 89.',
    );
    expect(fidelityWords({ precision: 0.999, recall: 0.3 })).toBe(
      'The rule comes only roughly near to the group. Of 100 people it finds, all are of this group; of 100 people of the group it finds 30.',
    );
    expect(fidelityWords({ precision: 0.85, recall: 1 })).toContain('very near');
  });
});

describe('what a group is worth', () => {
  it('is who bought, and for how much the half of those', () => {
    expect(valueWords({ people: 200, buyers: 124, medianSpentMinor: 8_550 }, euros, 'en')).toBe(
      '62% of them have bought; half of those for €85.5 or more in all.',
    );
    expect(valueWords({ people: 3, buyers: 3, medianSpentMinor: 100 }, euros, 'en')).toContain('All of them');
    expect(valueWords({ people: 3, buyers: 0, medianSpentMinor: null }, euros, 'en')).toContain('None of them');
  });
});

describe('how many are in it', () => {
  it('is said with the share that may be mailed, which nobody has none of', () => {
    expect(sizeWords({ people: 1_200, share: 0.4, mailable: 300 }, 'en')).toBe(
      '1,200 people, 40% of those looked at; 300 (25%) may be mailed.',
    );
    expect(sizeWords({ people: 1, share: 0.05, mailable: 0 }, 'en')).toContain('One person, 5% of');
    expect(sizeWords({ people: 0, share: 0, mailable: 0 }, 'en')).toBe(
      '0 people, 0% of those looked at; 0 may be mailed.',
    );
  });
});
