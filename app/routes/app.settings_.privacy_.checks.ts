import type { LoaderFunctionArgs } from '@remix-run/node';
import { complianceChecks } from '~/ops/compliance-checks.server';
import { services } from '~/process.server';
import { authenticate } from '~/shopify.server';

/** What laws ask and whether it is so; asked for by the page that shows it, since mails are made for it. */
export async function loader({ request }: LoaderFunctionArgs) {
  const { session } = await authenticate.admin(request);
  return complianceChecks(services, session.shop);
}
