import { sayInstant } from '../../say-time';
import { findElement } from './find-element';

const ASK_EVERY_MS = 1_000;

/** Shows business time and follows the world's clock; `onMove` is told when somebody moved it. */
export function followBusinessTime(setup: { timeZone: string; offsetMs: number }, onMove: () => void): void {
  const place = findElement<HTMLTimeElement>('.clock');
  let { offsetMs } = setup;
  const draw = () => {
    const now = new Date(Date.now() + offsetMs);
    place.dateTime = now.toISOString();
    place.textContent = sayInstant(now, setup.timeZone);
  };
  const ask = async () => {
    if (document.visibilityState !== 'visible') return;
    const answer = (await (await fetch('/admin/-/clock')).json()) as { offsetMs: number };
    if (answer.offsetMs !== offsetMs) onMove();
    ({ offsetMs } = answer);
    draw();
  };
  // A dev store that was stopped is not worth a word in the console each second.
  setInterval(() => void ask().catch(() => undefined), ASK_EVERY_MS);
  draw();
}
