import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node';
import { askToUnsubscribe, doneUnsubscribing, notOurLink } from '~/delivery/reader-pages/unsubscribe-pages';
import { originOf, privatePage } from '~/ops/reader-request.server';
import { preferencesBehind, unsubscribeByLink } from '~/ops/unsubscribe.server';
import { services } from '~/process.server';

/** Looking at the page changes nothing: mail scanners open every link. */
export function loader({ params }: LoaderFunctionArgs) {
  const preferencesUrl = preferencesBehind(services, params.token ?? '');
  return preferencesUrl ? privatePage(askToUnsubscribe(preferencesUrl)) : privatePage(notOurLink(), 404);
}

/** A POST is enough, from the page's button or from a mail program (RFC 8058). */
export async function action({ params, request }: ActionFunctionArgs) {
  const outcome = await unsubscribeByLink(services, params.token ?? '', originOf(request, services.env));
  return outcome.kind === 'unsubscribed' ? privatePage(doneUnsubscribing()) : privatePage(notOurLink(), 404);
}
