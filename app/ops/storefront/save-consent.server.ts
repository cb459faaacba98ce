import { saveConsentRules, type ConsentRulesDeps } from '../consent-rules.server';
import type { SaveOutcome } from '../save-outcome';
import { tellTheme, type TellThemeDeps } from './tell-theme.server';

/** Saves how a shop asks for consent, and lets the forms in its theme say so: who confirms, which topics there are, and the sentence. */
export async function saveConsent(
  deps: ConsentRulesDeps & TellThemeDeps,
  shopDomain: string,
  raw: unknown,
): Promise<SaveOutcome> {
  const outcome = await saveConsentRules(deps, shopDomain, raw);
  if (outcome.kind === 'saved') await tellTheme(deps, shopDomain);
  return outcome;
}
