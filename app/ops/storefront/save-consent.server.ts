import { saveConsentRules, type ConsentRulesDeps } from '../consent-rules.server';
import type { SaveOutcome } from '../save-outcome';
import { inShop } from '../shop-context.server';
import { oweTelling, tellTheme, type TellThemeDeps } from './tell-theme.server';

/** Saves how a shop asks for consent, and lets the forms in its theme say so: who confirms, which topics there are, and the sentence. */
export async function saveConsent(
  deps: ConsentRulesDeps & TellThemeDeps,
  shopDomain: string,
  raw: unknown,
): Promise<SaveOutcome> {
  // Before it is saved: told twice does no harm.
  await inShop(deps, shopDomain, (db, { id }) => oweTelling(deps, db, id));
  const outcome = await saveConsentRules(deps, shopDomain, raw);
  await tellTheme(deps, shopDomain);
  return outcome;
}
