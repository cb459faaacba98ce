import type { LoaderFunctionArgs } from '@remix-run/node';
import { previewCampaign } from '~/ops/campaigns/preview-mail.server';
import { noteLook } from '~/ops/note-look.server';
import { services } from '~/process.server';
import { authenticate } from '~/shopify.server';

/** A campaign's mail as one of its people would get it now. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const { session, sessionToken } = await authenticate.admin(request);
  const preview = await previewCampaign(services, session.shop, params.id ?? '');
  if (preview.kind === 'shown' && preview.profileId)
    await noteLook(services, { session, sessionToken }, { what: 'mail-previewed', subject: preview.profileId });
  return preview;
}
