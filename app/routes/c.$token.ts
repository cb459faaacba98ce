import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node';
import { answerQuestion, showQuestion } from '~/ops/confirm-pages.server';
import { originOf } from '~/ops/reader-request.server';
import { services } from '~/process.server';

/** Looking at the page confirms nothing: mail scanners open every link. */
export const loader = ({ params }: LoaderFunctionArgs) => showQuestion(services, params.token ?? '');

export const action = ({ params, request }: ActionFunctionArgs) =>
  answerQuestion(services, params.token ?? '', originOf(request, services.env));
