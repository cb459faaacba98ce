import { addFlow } from '~/decisions/flows/flows.server';
import { abandonedCart } from '~/decisions/flows/templates/abandoned-cart';
import type { TestApp } from './test-app';

/** The flow as installing leaves it: there, and off. */
export const installFlow = (app: TestApp, shopId: string): Promise<void> =>
  app.db.transaction((tx) => addFlow(tx, app.clock, shopId, abandonedCart));
