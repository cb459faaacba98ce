import { collisionsOf } from './collisions';
import { beginDay, offer } from './enter-flow';
import { moveRun } from './move-run';
import type { PersonPast, ShopPast } from './past';
import type { PersonReplay } from './replayed';
import { ledgerOf, openScene, type NewsLook, type ReplayTerms, type Scene } from './scene';
import { sendMails } from './send-mails';
import { tellNews } from './tell-news';

/**
 * What a flow would have done for one person, had it been on all the time: their events in the order in which they became known, time standing still in
 * between until something is due, and at each moment the engine, the rules of entering and the arbiter that decide for real, with what was known then. Pure;
 * nobody waits for workers.
 */
export function replayPerson(terms: ReplayTerms, past: PersonPast, shop: ShopPast): PersonReplay {
  const scene = openScene(terms, past, shop);
  for (let at = nextMoment(scene, -Infinity); at !== null; at = nextMoment(scene, at)) passMoment(scene, at);
  scene.told.collisions.push(...collisionsOf(ledgerOf(scene), terms));
  return scene.told;
}

/** All that is known or due at a moment: first what happened, then runs, then mails, as jobs follow one another. */
function passMoment(scene: Scene, at: number): void {
  const { events } = scene.past;
  for (let event = events[scene.known]; event && event.knownAt <= at; event = events[scene.known]) {
    scene.known += 1;
    offer(scene, event, { at, known: scene.known });
  }
  const then = { at, known: scene.known };
  for (let look = nextLookBy(scene, at); look; look = nextLookBy(scene, at)) tellNews(scene, look, then);
  if (scene.terms.days?.at.includes(at)) beginDay(scene, then);
  while (scene.run?.dueAt && scene.run.dueAt.getTime() <= at) moveRun(scene, scene.run, then);
  sendMails(scene, then);
}

/** Takes the next look at news that is due. */
const nextLookBy = ({ newsLooks }: Scene, at: number): NewsLook | undefined =>
  newsLooks[0] && newsLooks[0].at <= at ? newsLooks.shift() : undefined;

/** When something is next known or due; null: nothing within the window. */
function nextMoment({ terms, past, known, newsLooks, run, told }: Scene, after: number): number | null {
  const mails = told.runs.flatMap((each) => each.mails).filter(({ state }) => state === 'waiting');
  const times = [
    past.events[known]?.knownAt,
    newsLooks[0]?.at,
    terms.days?.at.find((at) => at > after),
    run?.dueAt?.getTime(),
    ...mails.map(({ dueAt }) => dueAt.getTime()),
  ].filter((at) => at !== undefined);
  if (times.length === 0) return null;
  const at = Math.max(Math.min(...times), terms.from);
  return at <= terms.until ? at : null;
}
