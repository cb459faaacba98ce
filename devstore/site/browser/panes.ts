import { find, findAll } from './find';

const WIDTHS = 'kindred-dev-store-panes';
/** Beneath this a pane shows nothing useful. */
const LEAST_PX = 280;
const KEY_STEP_PX = 40;

export interface Panes {
  /** Brings a pane to the front where only one is seen, and out of the fold where it was folded. */
  show(name: string): void;
  frame(name: string): HTMLIFrameElement;
  /** A small number beside a pane's name; 0 takes it away. */
  badge(name: string, count: number): void;
  isShown(name: string): boolean;
}

/** Panes that can be drawn wider, widened to all there is, reloaded; tabs instead where the page is narrow. */
export function startPanes(): Panes {
  const board = find('[data-panes]');
  const panes = findAll('[data-pane]', board);
  restoreWidths(panes);
  for (const handle of findAll('[data-handle]', board)) startHandle(handle, panes);

  const widen = (name: string | null) => {
    for (const pane of panes) {
      const isWide = pane.dataset.pane === name;
      pane.classList.toggle('is-wide', isWide);
      pane.classList.toggle('is-folded', name !== null && !isWide);
      find('[data-widen]', pane).setAttribute('aria-pressed', String(isWide));
    }
    board.classList.toggle('has-wide', name !== null);
  };
  const show = (name: string) => {
    board.dataset.shown = name;
    for (const tab of findAll('[data-show]', board))
      tab.setAttribute('aria-pressed', String(tab.dataset.show === name));
    if (find(`[data-pane="${name}"]`, board).classList.contains('is-folded')) widen(name);
  };

  for (const pane of panes) {
    const name = pane.dataset.pane ?? '';
    find('[data-widen]', pane).addEventListener('click', () => widen(pane.classList.contains('is-wide') ? null : name));
    find('h2', pane).addEventListener('click', () => pane.classList.contains('is-folded') && widen(name));
    find('[data-reload]', pane).addEventListener('click', () => reload(find<HTMLIFrameElement>('iframe', pane)));
    openWhereItIs(pane);
  }
  for (const tab of findAll('[data-show]', board)) tab.addEventListener('click', () => show(tab.dataset.show ?? ''));
  show('storefront');

  return {
    show,
    frame: (name) => find<HTMLIFrameElement>(`[data-pane="${name}"] iframe`, board),
    badge(name, count) {
      for (const badge of findAll(`[data-badge="${name}"]`, board)) {
        badge.hidden = count === 0;
        badge.textContent = count === 0 ? '' : String(count);
      }
    },
    isShown(name) {
      const pane = find(`[data-pane="${name}"]`, board);
      return pane.offsetParent !== null && !pane.classList.contains('is-folded');
    },
  };
}

/** The page a frame shows; another origin does not tell, there the pane's own address serves. */
function addressOf(frame: HTMLIFrameElement): string {
  try {
    return frame.contentWindow?.location.href ?? frame.src;
  } catch {
    return frame.dataset.home ?? frame.src;
  }
}

function reload(frame: HTMLIFrameElement): void {
  const address = addressOf(frame);
  frame.src = address === 'about:blank' ? (frame.dataset.home ?? frame.src) : address;
}

/** The own tab begins where the pane is. */
function openWhereItIs(pane: HTMLElement): void {
  const link = find<HTMLAnchorElement>('a[target=_blank]', pane);
  const frame = find<HTMLIFrameElement>('iframe', pane);
  link.addEventListener('click', () => (link.href = addressOf(frame)));
}

function startHandle(handle: HTMLElement, panes: HTMLElement[]): void {
  const [left, right] = [handle.previousElementSibling, handle.nextElementSibling] as [HTMLElement, HTMLElement];
  const move = (byPx: number) => {
    const both = left.offsetWidth + right.offsetWidth;
    const wanted = Math.min(Math.max(left.offsetWidth + byPx, LEAST_PX), both - LEAST_PX);
    const grow = Number(left.style.flexGrow || 1) + Number(right.style.flexGrow || 1);
    left.style.flexGrow = String((grow * wanted) / both);
    right.style.flexGrow = String((grow * (both - wanted)) / both);
    handle.setAttribute('aria-valuenow', String(Math.round((100 * wanted) / both)));
    keepWidths(panes);
  };
  handle.addEventListener('pointerdown', (down) => {
    handle.setPointerCapture(down.pointerId);
    // A frame under the pointer would swallow its moves.
    document.body.classList.add('is-dragging');
  });
  handle.addEventListener('pointermove', (moved) => {
    if (handle.hasPointerCapture(moved.pointerId)) move(moved.movementX);
  });
  handle.addEventListener('lostpointercapture', () => document.body.classList.remove('is-dragging'));
  handle.addEventListener('keydown', ({ key }) => {
    if (key === 'ArrowLeft') move(-KEY_STEP_PX);
    if (key === 'ArrowRight') move(KEY_STEP_PX);
  });
}

function keepWidths(panes: HTMLElement[]): void {
  localStorage.setItem(WIDTHS, JSON.stringify(panes.map((pane) => Number(pane.style.flexGrow || 1))));
}

function restoreWidths(panes: HTMLElement[]): void {
  const kept = JSON.parse(localStorage.getItem(WIDTHS) ?? '[]') as unknown;
  if (!Array.isArray(kept) || kept.length !== panes.length) return;
  panes.forEach((pane, index) => {
    const grow = Number(kept[index]);
    if (grow > 0) pane.style.flexGrow = String(grow);
  });
}
