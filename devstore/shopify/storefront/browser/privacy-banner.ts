import type { CustomerPrivacy } from './customer-privacy';

/** Shows the shop's consent banner while the visitor is undecided, and again when they ask for it. Its markup is in the layout. */
export function startPrivacyBanner(privacy: CustomerPrivacy): void {
  const banner = document.querySelector<HTMLElement>('[data-privacy-banner]');
  if (!banner) return;
  const choose = (isAllowed: boolean): void => {
    banner.hidden = true;
    privacy.setTrackingConsent({
      analytics: isAllowed,
      marketing: isAllowed,
      preferences: isAllowed,
      sale_of_data: isAllowed,
    });
  };
  banner.querySelector('[data-privacy-accept]')?.addEventListener('click', () => choose(true));
  banner.querySelector('[data-privacy-decline]')?.addEventListener('click', () => choose(false));
  document.querySelector('[data-privacy-open]')?.addEventListener('click', () => {
    banner.hidden = false;
  });
  banner.hidden = !privacy.shouldShowBanner();
}
