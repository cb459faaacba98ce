import { json, type ActionFunctionArgs } from '@remix-run/node';
import { noteLook } from '~/ops/note-look.server';
import { countRule } from '~/ops/segments/count-rule.server';
import { services } from '~/process.server';
import { authenticate } from '~/shopify.server';

/** Whom a rule means as it is typed. */
export async function action({ request }: ActionFunctionArgs) {
  const { session, sessionToken } = await authenticate.admin(request);
  const form = Object.fromEntries(await request.formData());
  const answer = await countRule(services, session.shop, form);
  const subject = typeof form.id === 'string' ? form.id : 'new';
  if (answer.kind === 'counted' && answer.members.length > 0)
    await noteLook(services, { session, sessionToken }, { what: 'segment-members-shown', subject });
  return json(answer);
}
