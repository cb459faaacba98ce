import type { Router } from 'express';
import type { ProxyVerifier } from '~/integrations/shopify/proxy-verifier.server';
import { signUp, signUpSchema, signUpWording, type SignUpDeps } from '~/ops/sign-up.server';
import { problemOf } from '~/ops/form-problem';
import type { Services } from '~/services.server';
import { proxyForm, type FormAnswer, type SentForm } from './proxy-form.server';

/**
 * Sign-ups of a storefront's form. Whoever was known, had agreed or had unsubscribed: the answer is the same, so that nobody learns it from a form.
 */
export function signUps(
  services: SignUpDeps & Pick<Services, 'shops'>,
  verifyProxy: ProxyVerifier,
  limits: { trustedProxies: number },
): Router {
  return proxyForm(services, verifyProxy, limits, {
    path: '/proxy/sign-up',
    wording: (shopId) => signUpWording(services, shopId),
    take: (form) => take(services, form),
  });
}

async function take(services: SignUpDeps, { shopId, body, origin, refusesSale }: SentForm): Promise<FormAnswer> {
  const told = signUpSchema.safeParse(body);
  if (!told.success) return { kind: 'refused', problem: problemOf(told.error, 'is no sign-up') };
  const outcome = await signUp(services, shopId, told.data, { source: 'sign-up', origin, refusesSale });
  if (outcome.kind === 'taken') return outcome;
  return { kind: 'refused', problem: 'wording: is no version of this shop’s wordings' };
}
