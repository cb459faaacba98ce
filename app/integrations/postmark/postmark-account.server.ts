import { AccountClient } from 'postmark';
import { postmarkPlace } from './postmark-client.server';

/** The operator's account at Postmark, in which servers and domains of shops are made; null: there is none. */
export function createPostmarkAccount(token: string | undefined, standInUrl: string | undefined): AccountClient | null {
  return token ? new AccountClient(token, postmarkPlace(standInUrl)) : null;
}
