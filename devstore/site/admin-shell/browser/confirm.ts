import { make } from './find-element';

export interface Choice {
  heading: string;
  words: string;
  /** What is said to let it happen. */
  yes: string;
  no: string;
}

/** Asks before something is lost; closing the dialog is a no. */
export function confirm({ heading, words, yes, no }: Choice): Promise<boolean> {
  const dialog = make(
    'dialog',
    { className: 'dialog dialog-small', attributes: { 'aria-label': heading } },
    make('header', {}, make('h2', { text: heading })),
    make('p', { text: words }),
    make(
      'footer',
      {},
      make('button', { text: no, className: 'button', attributes: { value: 'no' } }),
      make('button', { text: yes, className: 'button button-critical', attributes: { value: 'yes' } }),
    ),
  );
  for (const button of dialog.querySelectorAll('button'))
    button.addEventListener('click', () => dialog.close(button.value));
  document.body.append(dialog);
  dialog.showModal();
  return new Promise((resolve) =>
    dialog.addEventListener('close', () => {
      dialog.remove();
      resolve(dialog.returnValue === 'yes');
    }),
  );
}

export const LEAVE: Choice = {
  heading: 'Leave page with unsaved changes?',
  words: 'Leaving this page deletes all unsaved changes.',
  yes: 'Leave page',
  no: 'Stay',
};

export const DISCARD: Choice = {
  heading: 'Discard all unsaved changes?',
  words: 'What you changed since you last saved is lost.',
  yes: 'Discard changes',
  no: 'Continue editing',
};
