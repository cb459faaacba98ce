import parsePhoneNumber, { isSupportedCountry } from 'libphonenumber-js';

/**
 * The one form in which a phone is compared, hashed and kept: E.164 (`+4930123456`). A national number is read as one of the given country
 * (ISO 3166-1 alpha-2). Null where no such number can exist.
 */
export function normalisePhone(raw: string | null | undefined, countryCode?: string | null): string | null {
  const country = countryCode?.toUpperCase() ?? '';
  const options = isSupportedCountry(country) ? { defaultCountry: country } : {};
  const number = parsePhoneNumber((raw ?? '').trim(), { ...options, extract: false });
  return number?.isValid() ? number.number : null;
}
