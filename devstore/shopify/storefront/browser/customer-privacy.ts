import type { PageSetup } from '../pixel/page-setup';

type Purpose = 'analytics' | 'marketing' | 'preferences' | 'sale_of_data';
type Choice = 'yes' | 'no' | '';
type Consent = Record<Purpose, Choice>;

const COOKIE = '_visitor_consent';
const YEAR_SECONDS = 365 * 24 * 3600;
const UNDECIDED: Consent = { analytics: '', marketing: '', preferences: '', sale_of_data: '' };

export type CustomerPrivacy = ReturnType<typeof createCustomerPrivacy>;

/**
 * Shopify's Customer Privacy API over a cookie. Where consent is required an undecided visitor allows nothing; elsewhere everything.
 * `navigator.globalPrivacyControl` counts as a refusal of data sale. Every visitor comes from the shop's own country.
 */
export function createCustomerPrivacy({ isConsentRequired, shop }: Pick<PageSetup, 'isConsentRequired' | 'shop'>) {
  const isAllowed = (purpose: Purpose): boolean => {
    const choice = readConsent()[purpose];
    return choice === 'yes' || (choice === '' && !isConsentRequired);
  };
  const api = {
    currentVisitorConsent: readConsent,
    analyticsProcessingAllowed: () => isAllowed('analytics'),
    marketingAllowed: () => isAllowed('marketing'),
    preferencesProcessingAllowed: () => isAllowed('preferences'),
    saleOfDataAllowed: () => readConsent().sale_of_data !== 'no' && !hasPrivacyControl(),
    shouldShowBanner: () => isConsentRequired && readConsent().analytics === '',
    getRegion: () => shop.countryCode ?? '',
    isRegulationEnforced: () => isConsentRequired,
    /** Whether the region has a law of its own about the sale of data, as parts of the United States do. */
    saleOfDataRegion: () => shop.countryCode === 'US',
    setTrackingConsent(wanted: Partial<Record<Purpose, boolean>>, done?: (error?: { error: string }) => void): void {
      if (typeof wanted !== 'object' || wanted === null) {
        done?.({ error: 'setTrackingConsent: pass an object such as { analytics: true, marketing: true }' });
        return;
      }
      writeConsent(wanted);
      // Asynchronous, as the real one stores the choice on a server first.
      void Promise.resolve().then(() => {
        document.dispatchEvent(new CustomEvent('visitorConsentCollected', { detail: describe(api) }));
        done?.();
      });
    },
  };
  return api;
}

/** The same four answers in the words that pixels get. */
export function pixelPrivacy(api: CustomerPrivacy) {
  return {
    analyticsProcessingAllowed: api.analyticsProcessingAllowed(),
    marketingAllowed: api.marketingAllowed(),
    preferencesProcessingAllowed: api.preferencesProcessingAllowed(),
    saleOfDataAllowed: api.saleOfDataAllowed(),
  };
}

function describe(api: { [Name in keyof CustomerPrivacy]: CustomerPrivacy[Name] }) {
  return {
    analyticsAllowed: api.analyticsProcessingAllowed(),
    marketingAllowed: api.marketingAllowed(),
    preferencesAllowed: api.preferencesProcessingAllowed(),
    saleOfDataAllowed: api.saleOfDataAllowed(),
    firstPartyMarketingAllowed: api.marketingAllowed(),
    thirdPartyMarketingAllowed: api.marketingAllowed(),
  };
}

function readConsent(): Consent {
  const text = new RegExp(`(?:^|; )${COOKIE}=([^;]*)`).exec(document.cookie)?.[1];
  if (!text) return { ...UNDECIDED };
  const choices = new URLSearchParams(decodeURIComponent(text));
  const choiceOf = (purpose: Purpose): Choice => (choices.get(purpose) ?? '') as Choice;
  return {
    analytics: choiceOf('analytics'),
    marketing: choiceOf('marketing'),
    preferences: choiceOf('preferences'),
    sale_of_data: choiceOf('sale_of_data'),
  };
}

function writeConsent(wanted: Partial<Record<Purpose, boolean>>): void {
  const chosen = Object.entries(wanted).map(([purpose, isAllowed]) => [purpose, isAllowed ? 'yes' : 'no']);
  const consent = { ...readConsent(), ...(Object.fromEntries(chosen) as Partial<Consent>) };
  const text = encodeURIComponent(new URLSearchParams(consent).toString());
  document.cookie = `${COOKIE}=${text}; path=/; max-age=${YEAR_SECONDS}; samesite=lax`;
}

function hasPrivacyControl(): boolean {
  return (navigator as { globalPrivacyControl?: boolean }).globalPrivacyControl === true;
}
