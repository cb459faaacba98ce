import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node';
import { showPreferences, takePreferences } from '~/ops/preference-pages.server';
import { originOf } from '~/ops/reader-request.server';
import { services } from '~/process.server';

/** Looking at the page changes nothing: mail scanners open every link. */
export const loader = ({ params }: LoaderFunctionArgs) => showPreferences(services, params.token ?? '');

export async function action({ params, request }: ActionFunctionArgs) {
  return takePreferences(services, params.token ?? '', await request.formData(), originOf(request, services.env));
}
