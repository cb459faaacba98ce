import { privacyNotice } from '~/ops/privacy-notice';
import { publicPage } from '~/ops/reader-request.server';
import { services } from '~/process.server';

/** For everybody: the App Store's listing leads here. */
export function loader() {
  const { OPERATOR_NAME, OPERATOR_CONTACT_EMAIL } = services.env;
  return publicPage(privacyNotice({ name: OPERATOR_NAME ?? null, email: OPERATOR_CONTACT_EMAIL ?? null }));
}
