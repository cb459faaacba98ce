import type { FirstSteps } from '../start-page/first-steps';
import { STEPS_COOKIE } from '../start-page/steps-line';
import { find, findAll, readData } from './find';

const LOOK_EVERY_MS = 2_000;
const YEAR_SECONDS = 365 * 24 * 3_600;

/** Ticks off what happened, until the first mail is there or the person has seen enough. `openMail` shows it. */
export function startFirstSteps(openMail: (messageId: string) => void): void {
  const line = document.querySelector<HTMLElement>('[data-steps]');
  if (!line) return;
  let steps = readData<FirstSteps>('first-steps');
  const look = async () => {
    if (document.hidden || steps.mail) return;
    const response = await fetch('/first-steps').catch(() => null);
    if (!response?.ok) return;
    steps = (await response.json()) as FirstSteps;
    showSteps(line, steps);
  };
  // Nothing tells of a consent given or an address left but this browser's own cookies, so the page asks for them while it is seen.
  const looking = window.setInterval(() => void look(), LOOK_EVERY_MS);
  find('[data-open-mail]').addEventListener('click', () => {
    if (steps.mail) openMail(steps.mail.messageId);
  });
  find('[data-dismiss]').addEventListener('click', () => {
    document.cookie = `${STEPS_COOKIE}=seen; path=/; max-age=${YEAR_SECONDS}; samesite=lax`;
    window.clearInterval(looking);
    line.hidden = true;
  });
}

type Step = 'isTracked' | 'hasAgreed' | 'hasLeft' | 'hasJumped';

function showSteps(line: HTMLElement, steps: FirstSteps): void {
  const items = findAll('[data-step]', line);
  const isDone = (item: HTMLElement) => steps[item.dataset.step as Step];
  const next = items.find((item) => !isDone(item));
  for (const item of items) {
    item.classList.toggle('is-done', isDone(item));
    item.classList.toggle('is-next', item === next);
    find('[data-done]', item).textContent = isDone(item) ? '(done)' : '';
  }
  find('[data-hint]', line).textContent = steps.hint ?? '';
  line.classList.toggle('is-finished', steps.mail !== null);
}
