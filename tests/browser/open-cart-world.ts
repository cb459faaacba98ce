import { setUpShop } from '../../devstore/demo/merchant';
import { leavesCart } from '../../devstore/story/shoppers';
import { Stage } from '../../devstore/story/stage';
import { asShop } from './as-shop';
import { openAdminWorld, type AdminWorld } from './open-admin';

/** An admin whose shop is set up, and somebody who has left a cart: of whom mails can be shown. */
export async function openCartWorld(): Promise<AdminWorld> {
  const admin = await openAdminWorld();
  await setUpShop(admin.world, admin.appUrl, 'postmark');
  const stage = new Stage({ ...admin, unsubscribeMode: 'postmark', print: () => undefined });
  await leavesCart(stage, 'anna', 0, { acceptsMarketing: true });
  await stage.settle();
  return admin;
}

/** The shop has this mail for its own, in its first version. */
export async function keepMail({ databaseUrl }: AdminWorld, mail: { key: string }): Promise<void> {
  await asShop(
    databaseUrl,
    `INSERT INTO email_templates ("shopId", "key", "version", "document", "createdAt") SELECT "id", '${mail.key}', 1, '${JSON.stringify(mail)}', now() FROM shops`,
  );
}
