export type CsvField = string | number | bigint | null;

/** What a spreadsheet takes for the beginning of a formula. */
const FORMULA = /^[=+\-@\t\r\0]/;
const NEEDS_QUOTES = /[",\r\n]/;

/**
 * One field of a CSV file (RFC 4180). What a spreadsheet would run as a formula gets a single quote before it (OWASP ASVS 5.0, 1.2.10), so that
 * nothing somebody wrote into a form runs on the machine of who opens the file.
 */
export function csvField(value: CsvField): string {
  const text = value === null ? '' : String(value);
  const safe = typeof value === 'string' && FORMULA.test(text) ? `'${text}` : text;
  return NEEDS_QUOTES.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** One line with its end. */
export const csvLine = (fields: CsvField[]): string => `${fields.map(csvField).join(',')}\r\n`;
