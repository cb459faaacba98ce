import { refusedFor, type AdminClient } from './admin-client.server';
import * as operations from './operations';
import { readThemeLook, type ThemeLook } from './theme-look';

export type PublishedLook = { kind: 'read'; look: ThemeLook } | { kind: 'not-allowed' };

/** What the published theme of a shop says of its looks. `not-allowed`: the shop has not agreed to `read_themes` yet. */
export async function publishedLook(admin: AdminClient, shopDomain: string): Promise<PublishedLook> {
  try {
    const file = 'config/settings_data.json';
    const { themes } = await admin.run(shopDomain, operations.publishedTheme, { file });
    const body = themes?.nodes[0]?.files?.nodes[0]?.body;
    return { kind: 'read', look: readThemeLook(body && 'content' in body ? body.content : '', shopDomain) };
  } catch (error) {
    if (refusedFor(error, 'ACCESS_DENIED')) return { kind: 'not-allowed' };
    throw error;
  }
}
