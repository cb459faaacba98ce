import type { ClockState } from '../clock/clock-routes';
import type { Travelled } from '../clock/time-travel';
import type { WorldEvent } from '../events/world-events';
import { sayDay, sayDuration, sayNear, sayTime } from '../say-time';
import { find, findAll } from './find';

export interface ClockBar {
  hear(event: WorldEvent): void;
  /** Asks for business time and what falls due next. */
  refresh(): void;
}

interface Answer {
  clock?: ClockState;
  travelled?: Travelled | null;
  error?: string;
}

const PLAY_SPEED = 60;

/** Keeps the bar true and moves the clock. `say` tells the person what came of it. */
export function startClockBar(first: ClockState, say: (words: string, travelled?: Travelled) => void): ClockBar {
  let state = first;
  let isWaiting = false;
  const show = () => showClock(state, isWaiting || state.isMoving);

  const take = (answer: Answer) => {
    if (answer.clock) state = answer.clock;
    if (answer.error) say(answer.error);
    show();
  };
  const refresh = () => void ask('GET', '/clock').then(take);
  const order = async (path: string, body: object) => {
    isWaiting = true;
    show();
    const answer = await ask('POST', path, body);
    isWaiting = false;
    take(answer);
    if (answer.travelled) say(describeJourney(answer.travelled, state), answer.travelled);
    if (answer.travelled === null) say('Nothing is due.');
  };

  for (const button of findAll('[data-advance]'))
    button.addEventListener('click', () => void order('/clock/advance', { minutes: Number(button.dataset.advance) }));
  find('[data-jump-to-next]').addEventListener('click', () => void order('/clock/jump-to-next', {}));
  find('[data-play]').addEventListener('click', () => {
    const [path, body] = state.speed === null ? ['/clock/play', { speed: PLAY_SPEED }] : ['/clock/pause', {}];
    void ask('POST', path, body).then(take);
  });
  window.setInterval(show, 1_000);
  show();

  return {
    refresh,
    hear(event) {
      if (event.kind === 'clock') state = { ...state, now: event.now, offsetMs: event.offsetMs };
      if (event.kind === 'playing') {
        state = { ...state, speed: event.speed };
        if (event.why) say(event.why);
      }
      show();
    },
  };
}

async function ask(method: 'GET' | 'POST', path: string, body?: object): Promise<Answer> {
  try {
    const headers = { 'content-type': 'application/json' };
    const response = await fetch(path, body ? { method, headers, body: JSON.stringify(body) } : { method });
    const answer = (await response.json()) as Answer | ClockState;
    return 'now' in answer ? { clock: answer } : answer;
  } catch {
    return { error: 'The dev store does not answer: is it running?' };
  }
}

function showClock({ offsetMs, timeZone, upcoming, speed }: ClockState, isBusy: boolean): void {
  const now = new Date(Date.now() + offsetMs);
  const time = find<HTMLTimeElement>('[data-now]');
  write(time, sayTime(now, timeZone));
  time.dateTime = now.toISOString();
  write(find('[data-day]'), sayDay(now, timeZone));
  const next = upcoming?.find(({ at }) => Date.parse(at) > now.getTime());
  const isPlaying = speed !== null;
  write(find('[data-next-when]'), whenWords(next && new Date(next.at), now, timeZone, isBusy));
  write(
    find('[data-next-words]'),
    next?.words ?? (upcoming ? 'Nobody is on the way to a mail' : 'Kindred does not answer'),
  );
  find<HTMLButtonElement>('[data-jump-to-next]').disabled = isBusy || !next;
  for (const button of findAll<HTMLButtonElement>('[data-advance]')) button.disabled = isBusy;
  find('[data-play]').setAttribute('aria-pressed', String(isPlaying));
  write(find('[data-play-label]'), isPlaying ? 'Pause' : `Play ${PLAY_SPEED}×`);
  document.body.classList.toggle('is-moving', isBusy);
}

function whenWords(at: Date | undefined, now: Date, timeZone: string, isBusy: boolean): string {
  if (isBusy) return 'Time passes…';
  return at ? `In ${sayDuration(at.getTime() - now.getTime())} (${sayNear(at, now, timeZone)})` : 'Nothing is due';
}

/** Only what changed is written, so that nobody's selection or screen reader is disturbed each second. */
function write(element: HTMLElement, words: string): void {
  if (element.textContent !== words) element.textContent = words;
}

function describeJourney({ to, mails, reports }: Travelled, { timeZone }: ClockState): string {
  const at = `It is ${sayTime(new Date(to), timeZone)}.`;
  const told = reports.length > 0 ? ` Postmark made ${counted(reports.length, 'report')}.` : '';
  if (mails.length === 0) return `${at} No mail was sent.${told}`;
  const [mail] = mails;
  const what =
    mails.length === 1 && mail
      ? `“${mail.subject}” went to ${mail.to.join(', ')}.`
      : `${mails.length} mails were sent.`;
  return `${at} ${what}`;
}

const counted = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`;
