import type { ShellSetup } from '../protocol';
import { answerQuestions } from './answer-questions';
import { openAppFrame, type AppFrame } from './app-frame';
import { showAppNavigation } from './app-navigation';
import { followBusinessTime } from './business-time';
import { openDrawerByButton } from './drawer';
import { findElement } from './find-element';
import { showSaveBar } from './save-bar';
import { showTitleBar } from './title-bar';
import { showToasts } from './toasts';

/** Someone who plays time sixtyfold moves the clock many times a second; a page that asks anew each time would never rest. */
const REFRESH_AT_MOST_EVERY_MS = 2_000;

const setup = JSON.parse(findElement('#shell-setup').textContent ?? '') as ShellSetup;
openDrawerByButton();

if (setup.frameUrl === null) followBusinessTime(setup, () => undefined);
else {
  const frame = openAppFrame(findElement('.frame-place'), { ...setup, frameUrl: setup.frameUrl });
  showFrame(frame);
  const refresh = atMostEvery(REFRESH_AT_MOST_EVERY_MS, () => frame.send({ kind: 'returned' }));
  followBusinessTime(setup, refresh);
  hearWorldChanges(refresh);
}

function showFrame(frame: AppFrame): void {
  showAppNavigation(frame, setup);
  showTitleBar(frame, setup);
  showToasts(frame);
  const saveBar = showSaveBar(frame);
  answerQuestions(frame, saveBar);
  const loading = findElement('.loading-bar');
  const scrim = findElement('.scrim');
  frame.listen((message) => {
    if (message.kind === 'began' || message.kind === 'ready') loading.hidden = message.kind === 'ready';
    if (message.kind === 'ready') findElement('.frame-place').setAttribute('aria-busy', 'false');
    if (message.kind === 'loading') loading.hidden = !message.isLoading;
    if (message.kind === 'modal') scrim.hidden = !message.isOpen;
    if (message.kind === 'began') scrim.hidden = true;
    if (message.kind === 'open') void saveBar.mayLeave().then((may) => may && open(message));
  });
}

/** Leaves the frame for a page of the admin's; a path that is none of its is the app's. */
function open({ url, isNewTab }: { url: string; isNewTab: boolean }): void {
  const address = url.startsWith('/admin') ? url : `/admin/apps/${setup.appHandle}${url}`;
  if (isNewTab) window.open(address, '_blank', 'noopener');
  else location.assign(address);
}

/** A page around this one (the dev store's start page) says when something happened in the world. */
function hearWorldChanges(refresh: () => void): void {
  addEventListener('message', (event) => {
    const isFromAround = event.source === parent && event.origin === location.origin && parent !== window;
    if (isFromAround && (event.data as { type?: unknown } | null)?.type === 'world-changed') refresh();
  });
}

/** Calls at once, and once more at the end of the pause if it was called meanwhile. */
function atMostEvery(pauseMs: number, call: () => void): () => void {
  let isPausing = false;
  let isWanted = false;
  return function ask() {
    if (isPausing) return void (isWanted = true);
    isPausing = true;
    call();
    setTimeout(() => {
      isPausing = false;
      if (isWanted) ask();
      isWanted = false;
    }, pauseMs);
  };
}
