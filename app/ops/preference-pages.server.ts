import type { Origin } from '~/customers/consent/evidence';
import { preferencePage, type PreferencePage } from '~/delivery/reader-pages/preference-page';
import { notOurLink, tooManyAtOnce } from '~/delivery/reader-pages/unsubscribe-pages';
import { choiceSchema, choose, preferenceCentre, type Centre, type CentreDeps } from './preference-centre.server';
import { formToken, isOwnForm, mayPass, privatePage, type ReaderLimits } from './reader-request.server';

export type PageDeps = CentreDeps & { readerLimits: ReaderLimits };

/** The preference centre as a page. Looking at it changes nothing. */
export async function showPreferences(services: PageDeps, token: string): Promise<Response> {
  const centre = await preferenceCentre(services, token);
  return centre ? drawn(services, token, centre, null) : privatePage(notOurLink(), 404);
}

/** Takes one form of the page. A form that is too old, or is not ours, changes nothing and is shown again. */
export async function takePreferences(
  services: PageDeps,
  token: string,
  form: FormData,
  origin: Origin,
): Promise<Response> {
  const choice = choiceSchema.safeParse({ ...Object.fromEntries(form), topics: form.getAll('topic') });
  const isUnsubscribing = choice.data?.intent === 'unsubscribe';
  if (!isUnsubscribing && !mayPass(services.readerLimits, token, origin)) return privatePage(tooManyAtOnce(), 429);
  const given = form.get('form');
  const isOurs = typeof given === 'string' && isOwnForm(services.vault, services.systemClock, token, given);
  if (!choice.success || !isOurs) return shownAgain(services, token);
  const outcome = await choose(services, token, choice.data, origin);
  return outcome ? drawn(services, token, outcome.centre, outcome.done) : privatePage(notOurLink(), 404);
}

async function shownAgain(services: PageDeps, token: string): Promise<Response> {
  const centre = await preferenceCentre(services, token);
  return centre ? drawn(services, token, centre, 'expired', 400) : privatePage(notOurLink(), 404);
}

function drawn(
  { vault, systemClock }: PageDeps,
  token: string,
  centre: Centre,
  done: PreferencePage['done'],
  status = 200,
): Response {
  return privatePage(preferencePage({ ...centre, done, formToken: formToken(vault, systemClock, token) }), status);
}
