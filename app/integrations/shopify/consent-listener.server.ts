import type { ConsentListener, ConsentWord } from '~/customers/consent/tell-consents.server';
import { normaliseEmail } from '~/customers/profiles/email-address';
import type { AdminClient } from './admin-client.server';
import * as operations from './operations';
import type { CustomerEmailMarketingState, CustomerMarketingOptInLevel } from './operations.gen';

const STATES: Record<ConsentWord['state'], CustomerEmailMarketingState> = {
  granted: 'SUBSCRIBED',
  pending: 'PENDING',
  withdrawn: 'UNSUBSCRIBED',
};

interface KnownCustomer {
  id: string;
  state: string;
}

/**
 * Keeps the consent on the customer's page in Shopify true to ours. Which customer an address belongs to is asked of Shopify itself: a profile may
 * be known by several. A customer who stands as it should is left alone, so that nothing echoes.
 */
export function createConsentListener(admin: AdminClient, shopDomain: string): ConsentListener {
  return async (word) => {
    const customer = await findCustomer(admin, shopDomain, word);
    if (!customer) return { kind: 'nobody', problem: 'no customer in Shopify has this address' };
    if (customer.state === STATES[word.state]) return { kind: 'told' };
    const { customerEmailMarketingConsentUpdate: answer } = await admin.run(shopDomain, operations.writeConsent, {
      input: { customerId: customer.id, emailMarketingConsent: inputOf(word) },
    });
    const problems = answer?.userErrors.map(({ message }) => message) ?? [];
    return problems.length ? { kind: 'refused', problem: `Shopify says: ${problems.join('; ')}` } : { kind: 'told' };
  };
}

function inputOf({ state, optInLevel, occurredAt }: ConsentWord) {
  return {
    marketingState: STATES[state],
    consentUpdatedAt: occurredAt.toISOString(),
    ...(optInLevel ? { marketingOptInLevel: optInLevel as CustomerMarketingOptInLevel } : {}),
  };
}

async function findCustomer(
  admin: AdminClient,
  shopDomain: string,
  { customerIds, email }: ConsentWord,
): Promise<KnownCustomer | null> {
  const { nodes } = await admin.run(shopDomain, operations.customersConsent, { ids: customerIds });
  for (const node of nodes) {
    if (node?.__typename !== 'Customer' || !node.defaultEmailAddress) continue;
    const { emailAddress, marketingState } = node.defaultEmailAddress;
    if (normaliseEmail(emailAddress) === email) return { id: node.id, state: marketingState };
  }
  return null;
}
