import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node';
import { doneUnsubscribing, askToUnsubscribe, notOurLink } from '~/delivery/sending/unsubscribe-pages';
import { isUnsubscribeLink, unsubscribeByLink } from '~/ops/unsubscribe.server';
import { services } from '~/process.server';

const page = (html: string, status = 200) =>
  new Response(html, {
    status,
    headers: { 'Content-Type': 'text/html; charset=utf-8', 'Cache-Control': 'no-store', 'X-Robots-Tag': 'noindex' },
  });

/** Looking at the page changes nothing: mail scanners open every link. */
export function loader({ params }: LoaderFunctionArgs) {
  return isUnsubscribeLink(services, params.token ?? '') ? page(askToUnsubscribe()) : page(notOurLink(), 404);
}

/** A POST is enough, from the page's button or from a mail program (RFC 8058). */
export async function action({ params }: ActionFunctionArgs) {
  const outcome = await unsubscribeByLink(services, params.token ?? '');
  return outcome.kind === 'unsubscribed' ? page(doneUnsubscribing()) : page(notOurLink(), 404);
}
