import type { WorldEvent } from '../events/world-events';
import { sayMoment } from '../say-time';
import { find, findAll } from './find';
import { startMenus } from './menus';
import { isPaneOfStartPage, listenToWorld, onceQuiet } from './listen';

let offsetMs = Number(find('[data-inbox]').dataset.offsetMs);

function showTime(): void {
  const time = find<HTMLTimeElement>('[data-now]');
  const now = new Date(Date.now() + offsetMs);
  time.dateTime = now.toISOString();
  const words = sayMoment(now, time.dataset.zone ?? 'UTC');
  if (time.textContent !== words) time.textContent = words;
}

/** What changes by itself; the mail's own frame stays, so that nobody loses their place in it. */
const lively = ['head', 'list', 'timeline'];

/** Takes the page as it is now and puts its lively parts in place of the old ones, but leaves what somebody is using. */
async function refresh(): Promise<void> {
  const response = await fetch(location.href);
  if (!response.ok) return;
  const now = new DOMParser().parseFromString(await response.text(), 'text/html');
  offsetMs = Number(find('[data-inbox]', now).dataset.offsetMs);
  for (const name of lively) {
    const [old, fresh] = [document, now].map((page) => page.querySelector<HTMLElement>(`[data-region="${name}"]`));
    if (!old || !fresh || isInUse(old)) continue;
    const { scrollTop } = old;
    old.replaceWith(fresh);
    fresh.scrollTop = scrollTop;
  }
  find('[data-inbox]').className = find('[data-inbox]', now).className;
  const isEmptyPage = document.querySelector('.empty') !== null && now.querySelector('.empty') !== null;
  if (isEmptyPage) find('.empty').replaceWith(find('.empty', now));
  showTime();
  prepare();
}

const isInUse = (region: HTMLElement): boolean =>
  region.contains(document.activeElement) ||
  region.querySelector('details[open]') !== null ||
  findAll<HTMLInputElement>('input[type=search]', region).some((input) => input.value !== input.defaultValue);

/** What the server's page can do without a script is done here with less ado. */
function prepare(): void {
  for (const form of findAll<HTMLFormElement>('[data-send-on-change]')) form.onchange = () => form.requestSubmit();
  if (!isPaneOfStartPage()) return;
  for (const link of findAll<HTMLAnchorElement>('.links a.choice')) {
    link.target = 'storefront';
    link.onclick = () => window.parent.postMessage({ type: 'show-pane', pane: 'storefront' }, location.origin);
  }
}

const refreshSoon = onceQuiet(() => void refresh(), 250);

function hear(event: WorldEvent): void {
  if (event.kind === 'clock') {
    offsetMs = event.offsetMs;
    showTime();
  } else if (event.kind !== 'playing' && event.kind !== 'shop') refreshSoon();
}

listenToWorld(hear, refreshSoon);
prepare();
window.setInterval(showTime, 1_000);
startMenus();
