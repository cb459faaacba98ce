import type { ClockState } from '../clock/clock-routes';
import { html, type Html } from '../html';
import { sayDay, sayTime } from '../say-time';

const jumps: [minutes: number, label: string, words: string][] = [
  [60, '+1 h', 'Jump 1 hour'],
  [240, '+4 h', 'Jump 4 hours'],
  [1_440, '+1 day', 'Jump 1 day'],
];

/** Business time, what falls due next, and what moves it. The page's script keeps all of it true. */
export function clockBar(shopName: string, { now, timeZone }: ClockState): Html {
  const at = new Date(now);
  return html`
    <h1 class="shop"><span>${shopName}</span><small>Kindred’s dev store</small></h1>
    <section class="clock" aria-label="The clock of this world">
      <p class="now">
        <time data-now datetime="${now}">${sayTime(at, timeZone)}</time>
        <span><span data-day>${sayDay(at, timeZone)}</span><small>${timeZone}</small></span>
      </p>
      <div class="next" data-next>
        <p><span data-next-when>&nbsp;</span><small data-next-words>&nbsp;</small></p>
        <button type="button" class="button small quiet" data-jump-to-next disabled>Jump to it</button>
      </div>
      <div class="moves" role="group" aria-label="Move the clock">
        ${jumps.map(
          ([minutes, label, words]) => html`
            <button
              type="button"
              class="button small"
              data-advance="${minutes}"
              aria-label="${label}: ${words}"
              title="${words}"
            >
              ${label}
            </button>
          `,
        )}
        <button
          type="button"
          class="button small quiet play"
          data-play
          aria-pressed="false"
          title="Sixty times as fast"
        >
          <span data-play-label>Play 60×</span>
        </button>
      </div>
    </section>
  `;
}
