/** Of the button by which a step is chosen, in the picture and in the list. */
export const stepId = (key: string): string => `step-${key}`;
const PANEL = 'flow-panel';

/** Once what was just added is drawn: its first field, so that it can be said at once what it is to do. */
export function focusStep(key: string): void {
  requestAnimationFrame(() => {
    const panel = document.getElementById(PANEL) ?? document.getElementById(stepId(key));
    const field = panel?.querySelector<HTMLElement>('select, input, textarea, button') ?? panel;
    field?.focus();
  });
}

export const PANEL_ID = PANEL;
