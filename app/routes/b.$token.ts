import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node';
import { cancelByLink, showCancelling } from '~/ops/cancel-request.server';
import { originOf } from '~/ops/reader-request.server';
import { services } from '~/process.server';

/** Looking at the page takes nothing back. */
export const loader = ({ params }: LoaderFunctionArgs) => showCancelling(services, params.token ?? '');

export const action = ({ params, request }: ActionFunctionArgs) =>
  cancelByLink(services, params.token ?? '', originOf(request, services.env));
