import type { ClockState } from '../clock/clock-routes';
import type { Travelled } from '../clock/time-travel';
import type { WorldEvent } from '../events/world-events';
import { startClockBar } from './clock-bar';
import { startCopying } from './copying';
import { find, readData } from './find';
import { startFirstSteps } from './first-steps';
import { listenToWorld, onceQuiet } from './listen';
import { startMenus } from './menus';
import { startPanes } from './panes';

const panes = startPanes();
let unseenMails = 0;

function openMail(messageId: string): void {
  panes.show('inbox');
  panes.frame('inbox').src = `/inbox/mails/${encodeURIComponent(messageId)}`;
  find('[data-toast]').hidden = true;
  seeInbox();
}

function seeInbox(): void {
  unseenMails = 0;
  panes.badge('inbox', 0);
}

function say(words: string, travelled?: Travelled): void {
  const toast = find('[data-toast]');
  const mail = travelled?.mails.at(-1);
  toast.replaceChildren(words);
  if (mail) {
    const look = document.createElement('button');
    look.className = 'button small';
    look.textContent = 'Read it';
    look.addEventListener('click', () => openMail(mail.messageId));
    toast.append(look);
  }
  toast.hidden = false;
  hideToast();
}
const hideToast = onceQuiet(() => (find('[data-toast]').hidden = true), 12_000);

const clockBar = startClockBar(readData<ClockState>('clock-state'), say);
startFirstSteps(openMail);
startCopying();
startMenus();

/** The app looks anew when it can bear it; it alone knows whether somebody is typing. */
function tellPanes(): void {
  // To whatever a frame shows just then: the words are no secret.
  for (const name of ['admin', 'storefront'])
    panes.frame(name).contentWindow?.postMessage({ type: 'world-changed' }, '*');
}

function hear(event: WorldEvent): void {
  clockBar.hear(event);
  panes.frame('inbox').contentWindow?.postMessage({ type: 'world-event', event }, location.origin);
  if (event.kind === 'mail' && event.what === 'delivered' && !panes.isShown('inbox'))
    panes.badge('inbox', (unseenMails += 1));
  if (event.kind !== 'settled') return;
  clockBar.refresh();
  tellPanes();
}

// What was missed while there was no connection has settled by now.
listenToWorld(hear, () => hear({ kind: 'settled' }));
document.addEventListener('click', (event) => {
  if ((event.target as Element).closest('[data-show="inbox"], [data-pane="inbox"] h2')) seeInbox();
});
window.addEventListener('message', ({ origin, data }: MessageEvent<{ type?: unknown; pane?: unknown }>) => {
  if (origin === location.origin && data?.type === 'show-pane' && typeof data.pane === 'string') panes.show(data.pane);
});
