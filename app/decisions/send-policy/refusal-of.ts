import { mayMail, type Consent } from '~/customers/consent/consent';
import type { SkipReason } from './message';

/** Why a mail is not even planned for somebody; null: it is. */
export function refusalOf(hasAddress: boolean, consent: Consent): SkipReason | null {
  if (!hasAddress) return { code: 'no-address' };
  const may = mayMail(consent);
  return may.allowed ? null : { code: 'no-consent', consent: may.state };
}
