import { Errors, type AccountClient, type Models } from 'postmark';
import type { MakeOutcome, ProviderDomain, SendingDomains } from '~/delivery/domains/sending-domains';

const NOT_FOUND = 510;
const EXISTS = 512;
/** Most that Postmark lists at a time, and how far its lists go. */
const PAGE = 500;
const PAGES = 20;

const isCode = (error: unknown, code: number): boolean => error instanceof Errors.PostmarkError && error.code === code;

/** Domains of shops in the operator's account. */
export function createSendingDomains(account: AccountClient): SendingDomains {
  return {
    make: (name) => make(account, name),
    async verify(id) {
      try {
        await account.verifyDomainDKIM(id);
        return domainOf(await account.verifyDomainReturnPath(id));
      } catch (error) {
        if (isCode(error, NOT_FOUND)) return null;
        throw error;
      }
    },
    async remove(id) {
      try {
        await account.deleteDomain(id);
      } catch (error) {
        if (!isCode(error, NOT_FOUND)) throw error;
      }
    },
  };
}

async function make(account: AccountClient, name: string): Promise<MakeOutcome> {
  try {
    const made = await account.createDomain({ Name: name, ReturnPathDomain: `pm-bounces.${name}` });
    return { kind: 'made', domain: domainOf(made) };
  } catch (error) {
    if (isCode(error, EXISTS)) return adopt(account, name);
    if (error instanceof Errors.ApiInputError) return { kind: 'refused', problem: `Postmark says: ${error.message}` };
    throw error;
  }
}

/** One that was verified has somebody who sends from it: only who could put its records into DNS may, and that was not this shop. */
async function adopt(account: AccountClient, name: string): Promise<MakeOutcome> {
  const found = await find(account, name);
  if (!found || found.DKIMVerified) return { kind: 'in-use' };
  return { kind: 'made', domain: domainOf(await account.getDomain(found.ID)) };
}

async function find(account: AccountClient, name: string): Promise<Models.Domain | null> {
  for (let page = 0; page < PAGES; page++) {
    const { Domains, TotalCount } = await account.getDomains({ count: PAGE, offset: page * PAGE });
    const found = Domains.find((domain) => domain.Name === name);
    if (found || (page + 1) * PAGE >= TotalCount) return found ?? null;
  }
  return null;
}

/** The key waits under "pending" until it was found once. */
function domainOf(told: Models.DomainDetails): ProviderDomain {
  return {
    id: told.ID,
    isDkimVerified: told.DKIMVerified,
    isReturnPathVerified: told.ReturnPathDomainVerified,
    records: {
      dkim: { host: told.DKIMPendingHost || told.DKIMHost, value: told.DKIMPendingTextValue || told.DKIMTextValue },
      returnPath: { host: told.ReturnPathDomain, value: told.ReturnPathDomainCNAMEValue },
    },
  };
}
