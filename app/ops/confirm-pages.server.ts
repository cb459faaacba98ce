import type { Origin } from '~/customers/consent/evidence';
import { askToConfirm, closedQuestion, confirmed } from '~/delivery/reader-pages/confirm-pages';
import { notOurLink, tooManyAtOnce } from '~/delivery/reader-pages/unsubscribe-pages';
import { confirm, lookAtQuestion, type ConfirmDeps } from './confirm.server';
import { mayPass, privatePage, type ReaderLimits } from './reader-request.server';

/** The page behind the link of a mail that asks to confirm something. */
export async function showQuestion(services: ConfirmDeps, token: string): Promise<Response> {
  const question = await lookAtQuestion(services, token);
  switch (question.kind) {
    case 'open':
      return privatePage(askToConfirm(question.shop, question.what));
    case 'closed':
      return privatePage(closedQuestion(question.shop), 410);
    case 'not-ours':
      return privatePage(notOurLink(), 404);
  }
}

/** Takes the answer, and says what comes of it. */
export async function answerQuestion(
  services: ConfirmDeps & { readerLimits: ReaderLimits },
  token: string,
  origin: Origin,
): Promise<Response> {
  if (!mayPass(services.readerLimits, token, origin)) return privatePage(tooManyAtOnce(), 429);
  const answer = await confirm(services, token, origin);
  switch (answer.kind) {
    case 'confirmed':
      return privatePage(confirmed(answer.shop, answer.what));
    case 'closed':
      return privatePage(closedQuestion(answer.shop), 410);
    case 'not-ours':
      return privatePage(notOurLink(), 404);
  }
}
