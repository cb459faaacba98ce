import { Errors, Models, type AccountClient } from 'postmark';
import type { MailServer, MailServerOutcome, MailServers } from '~/delivery/domains/mail-servers';

const NAME_IS_TAKEN = 603;
/** Those whose names hold the shop's: no more than one is called just so. */
const MOST_NAMED_ALIKE = 50;

/**
 * Servers of shops in the operator's account. A server is called by its shop's domain in Shopify, which never changes and is nobody else's: Postmark
 * takes a name once, so that two who make it at once, or one whose answer got lost, end with the same server.
 */
export function createMailServers(account: AccountClient): MailServers {
  return {
    async ensure(shopDomain) {
      try {
        return await makeOrFind(account, shopDomain);
      } catch (error) {
        if (error instanceof Errors.PostmarkError) return { kind: 'refused', problem: error.message };
        throw error;
      }
    },
  };
}

async function makeOrFind(account: AccountClient, name: string): Promise<MailServerOutcome> {
  const found = (await findServer(account, name)) ?? (await makeServer(account, name));
  if (!found) return { kind: 'refused', problem: `its server “${name}” was made, and cannot be found` };
  return { kind: 'ready', server: found };
}

async function makeServer(account: AccountClient, name: string): Promise<MailServer | null> {
  try {
    return serverOf(
      await account.createServer({
        ...{ Name: name, Color: 'Turquoise', SmtpApiActivated: false },
        // Switched on here it would count over each mail, also over those to people who do not want to be watched.
        ...{ TrackOpens: false, TrackLinks: Models.LinkTrackingOptions.None },
      }),
    );
  } catch (error) {
    if (error instanceof Errors.PostmarkError && error.code === NAME_IS_TAKEN) return findServer(account, name);
    throw error;
  }
}

async function findServer(account: AccountClient, name: string): Promise<MailServer | null> {
  const { Servers } = await account.getServers({ name, count: MOST_NAMED_ALIKE, offset: 0 });
  const found = Servers.find((server) => server.Name === name);
  return found ? serverOf(found) : null;
}

function serverOf({ ID, ApiTokens }: { ID: number; ApiTokens: string[] }): MailServer | null {
  const [token] = ApiTokens;
  return token ? { id: ID, token } : null;
}
