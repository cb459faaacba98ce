import type { LoaderFunctionArgs } from '@remix-run/node';
import { readKit } from '~/ops/brand/brand-page.server';
import { noteLook } from '~/ops/note-look.server';
import { previewNext } from '~/ops/preview.server';
import { services } from '~/process.server';
import { authenticate } from '~/shopify.server';

/** A mail in a brand kit that is being changed, as the next person would get it. */
export async function loader({ request }: LoaderFunctionArgs) {
  const { session, sessionToken } = await authenticate.admin(request);
  const asked = new URL(request.url).searchParams;
  const read = readKit(asked.get('kit'));
  const kit = read.kind === 'read' ? read.kit : undefined;
  const preview = await previewNext(services, session.shop, asked.get('template') ?? '', kit);
  if (preview.kind === 'shown' && preview.profileId)
    await noteLook(services, { session, sessionToken }, { what: 'mail-previewed', subject: preview.profileId });
  return preview;
}
