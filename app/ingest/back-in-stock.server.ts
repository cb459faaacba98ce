import type { Router } from 'express';
import type { ProxyVerifier } from '~/integrations/shopify/proxy-verifier.server';
import { askToBeTold, backInStockWording, toldSchema, type AskDeps } from '~/ops/back-in-stock.server';
import { problemOf } from '~/ops/form-problem';
import type { Services } from '~/services.server';
import { proxyForm, type FormAnswer, type SentForm } from './proxy-form.server';

/**
 * Wishes to be told when something can be bought again, of a storefront's form. The answer is the same of whomever they are, and holds the link that takes
 * the wish back.
 */
export function backInStockRequests(
  services: AskDeps & Pick<Services, 'shops'>,
  verifyProxy: ProxyVerifier,
  limits: { trustedProxies: number },
): Router {
  return proxyForm(services, verifyProxy, limits, {
    path: '/proxy/back-in-stock',
    wording: (shopId) => backInStockWording(services, shopId),
    take: (form) => take(services, form),
  });
}

const REFUSALS = {
  'unknown-wording': 'wording: is no version of this shop’s wordings',
  'unknown-variant': 'variant: is none of this shop’s',
};

async function take(services: AskDeps, { shopId, body, origin }: SentForm): Promise<FormAnswer> {
  const told = toldSchema.safeParse(body);
  if (!told.success) return { kind: 'refused', problem: problemOf(told.error, 'is no wish to be told') };
  const outcome = await askToBeTold(services, shopId, told.data, origin);
  if (outcome.kind === 'taken') return { kind: 'taken', body: { cancel: outcome.cancelUrl } };
  return { kind: 'refused', problem: REFUSALS[outcome.kind] };
}
