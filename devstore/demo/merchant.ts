import { createAdminClient, type AdminClient } from '../admin-client';
import type { World } from '../world';

interface Answer {
  /** A flow that was turned on answers `done`, a form of Settings `saved`. */
  kind: 'saved' | 'done' | 'refused';
  problems?: { field?: string; message: string }[];
}

/** The postal address as the merchant writes it under every mail. */
export function postalAddress(world: World): string {
  const { address1, zip, city, countryCode } = world.shopify.store.data.shop.address;
  return `${address1}, ${zip} ${city}, ${countryCode}`;
}

/** What a merchant says before the first mail may go: who it is from, no quiet hours, and that the flow is on. Throws what was refused. */
export async function setUpShop(
  world: World,
  appUrl: string,
  unsubscribeMode: 'postmark' | 'custom',
): Promise<AdminClient> {
  const admin = createAdminClient(world, appUrl);
  const settings = { path: '/app/settings', route: 'routes/app.settings' };
  const flow = { path: '/app/flows/abandoned-cart', route: 'routes/app.flows.$key' };
  const forms: { path: string; route: string; form: Record<string, string> }[] = [
    {
      ...settings,
      form: {
        intent: 'sender',
        fromName: world.shopify.store.data.shop.name.replace(/[<>"]/g, ''),
        fromEmail: world.senderEmail,
        postalAddress: postalAddress(world),
        postmarkToken: world.postmarkToken,
        unsubscribeMode,
      },
    },
    {
      ...settings,
      form: { intent: 'rules', frequencyCapHours: '16', weeklyBudget: '', fromMinute: '', untilMinute: '' },
    },
    { ...flow, form: { intent: 'switch', isOn: 'true' } },
  ];
  for (const { path, route, form } of forms) {
    const answer = await admin.submit<Answer>(path, route, form);
    const problems = answer.problems
      ?.map(({ field, message }) => (field ? `${field}: ${message}` : message))
      .join('; ');
    if (answer.kind === 'refused') throw new Error(`the form "${form.intent}" was refused: ${problems}`);
  }
  return admin;
}

interface HomeData {
  steps: { sync: { kind: string; objectsLoaded: number }[] };
  health: { recommender: { hitRate10: number; popularityHitRate10: number; cases: number } | null };
}

/** What the app says of itself after its first sync: what came in, and by how much its neighbours beat best-sellers on orders it had not seen. */
export async function describeFirstSync(admin: AdminClient): Promise<string> {
  const {
    steps,
    health: { recommender },
  } = await admin.load<HomeData>('/app?index', 'routes/app._index');
  const came = steps.sync.map(({ kind, objectsLoaded }) => `${objectsLoaded} ${kind}`).join(', ');
  if (!recommender) return `${came}; nothing to learn from yet`;
  const { hitRate10, popularityHitRate10, cases } = recommender;
  const percent = (share: number) => `${(share * 100).toFixed(1)} %`;
  const margin = popularityHitRate10 > 0 ? `, ${(hitRate10 / popularityHitRate10).toFixed(1)} times as often` : '';
  return `${came}\nneighbours find the hidden product of ${cases} later orders among ten in ${percent(hitRate10)}, best-sellers in ${percent(popularityHitRate10)}${margin}`;
}
