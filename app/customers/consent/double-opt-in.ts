/** Where a shop asks people to confirm by mail before it writes to them. */
export interface DoubleOptIn {
  mode: 'off' | 'everywhere' | 'countries';
  /** Two-letter codes, for `countries`. */
  countries: string[];
}

/** Where courts ask senders to prove that the owner of an address agreed: what a shop begins with when it chooses countries. */
export const USUAL_COUNTRIES = ['DE', 'AT', 'CH', 'LU', 'GR', 'NO'];

/** Whether somebody is asked to confirm. Of whom no country is known, it might be one of those: they are asked. */
export function mustConfirm({ mode, countries }: DoubleOptIn, countryCode: string | null): boolean {
  switch (mode) {
    case 'off':
      return false;
    case 'everywhere':
      return true;
    case 'countries':
      return countryCode === null || countries.includes(countryCode.toUpperCase());
  }
}
