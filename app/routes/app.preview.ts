import type { LoaderFunctionArgs } from '@remix-run/node';
import { noteLook } from '~/ops/note-look.server';
import { previewNext } from '~/ops/preview.server';
import { services } from '~/process.server';
import { authenticate } from '~/shopify.server';

/** The mail of a step as the next person would get it; asked for by pages that show it. */
export async function loader({ request }: LoaderFunctionArgs) {
  const { session, sessionToken } = await authenticate.admin(request);
  const template = new URL(request.url).searchParams.get('template') ?? '';
  const preview = await previewNext(services, session.shop, template);
  if (preview.kind === 'shown' && preview.profileId)
    await noteLook(services, { session, sessionToken }, { what: 'mail-previewed', subject: preview.profileId });
  return preview;
}
