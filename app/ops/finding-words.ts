import { cleaningRules, type CleaningRule } from '~/customers/data-quality/standardise-person';
import { gapFindings, gapWords, type GapFinding } from './gap-words';

/** What can be seen of addresses, beside what was cleaned. */
export const addressFindings = ['impossible', 'likely-typo', 'disposable', 'role'] as const;
export type AddressFinding = (typeof addressFindings)[number];
/** Who came out otherwise than was kept when everybody was counted anew. */
export const DRIFTED = 'drifted-people';
export type Finding = CleaningRule | AddressFinding | GapFinding | typeof DRIFTED;

export interface FindingWords {
  /** Of many of them, in small letters: a number follows. */
  what: string;
  why: string;
  /** What stands in the two columns of its rows; left out: what was told, and what is kept. */
  headings?: [string, string];
}

const WORDS: Record<Finding, FindingWords> = {
  'email-form': {
    what: 'addresses written in one form',
    why: 'Spaces, capitals and letters beyond ASCII in the domain.',
  },
  'email-impossible': { what: 'texts that are no address', why: 'Nothing can be mailed to them, so none was kept.' },
  'phone-form': {
    what: 'phone numbers written internationally',
    why: 'A number of one form is found whoever tells it.',
  },
  'phone-impossible': {
    what: 'texts that are no phone number',
    why: 'No such number can exist in the country told with it.',
  },
  'country-code': { what: 'countries brought to their code', why: 'Names in many languages and longer codes.' },
  'country-unknown': {
    what: 'texts that are no country',
    why: 'Neither a code nor a name that is known, or it could be two.',
  },
  'locale-form': { what: 'languages written as browsers write them', why: 'Such as “de_AT”, which is “de-AT”.' },
  'locale-unknown': { what: 'texts that are no language', why: 'No tag of that form can exist.' },
  'name-form': {
    what: 'names written as people write them',
    why: 'All in capitals, all in small letters, or with spaces too many.',
  },
  'birthday-form': { what: 'birthdays written in one form', why: 'Such as “31.12.1990”, which is “1990-12-31”.' },
  'birthday-ambiguous': {
    what: 'birthdays that could be two days',
    why: 'Nobody can tell day from month, so none was kept.',
  },
  'birthday-impossible': { what: 'texts that are no birthday', why: 'No such day exists, or it is yet to come.' },
  impossible: {
    what: 'addresses that cannot take mail',
    why: 'Their domain refused mail twice, a day apart. Kindred does not write to them.',
  },
  'likely-typo': {
    what: 'addresses one slip from a big provider',
    why: 'Only proposed: ask the person before you change one.',
  },
  disposable: {
    what: 'throwaway addresses',
    why: 'Of services that keep a mailbox for minutes. They are mailed like any other.',
  },
  role: {
    what: 'addresses of a function',
    why: 'Such as info@ or support@: several people may read them. They are mailed like any other.',
  },
  [DRIFTED]: {
    what: 'people whose figures were not what their history says',
    why: 'They were put right when everybody was counted anew. Something had changed them without Kindred noticing: tell whoever runs it.',
    headings: ['Person', 'What was otherwise'],
  },
  ...gapWords,
};

export const findingWords = (finding: Finding): FindingWords => WORDS[finding];

export const isFinding = (text: string): text is Finding =>
  [...cleaningRules, ...addressFindings, ...gapFindings, DRIFTED].some((finding) => finding === text);
