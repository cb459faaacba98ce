import { z } from 'zod';

const MOST = 250;

/** What somebody wrote as a list of countries, such as `de, AT`: each code once, in capitals. */
export const countriesIn = (text: string): string[] => [
  ...new Set(
    text
      .toUpperCase()
      .split(/[\s,;]+/)
      .filter(Boolean),
  ),
];

/** Codes of ISO 3166-1, of two letters. */
export const countryCodes = z
  .array(z.string())
  .max(MOST, `must be at most ${MOST} countries`)
  .refine(
    (codes) => codes.every((code) => /^[A-Z]{2}$/.test(code)),
    'must be codes of two letters, such as DE, AT, CH',
  );
