/** Of the button that adds to a group: where one goes on when a part of it is gone. */
export const addId = (groupKey: string): string => `${groupKey}-add`;

/** Once what was just changed is drawn: the element itself, or the first field in it. */
export function focusIn(id: string): void {
  requestAnimationFrame(() => {
    const element = document.getElementById(id);
    const field = element?.matches('button') ? element : element?.querySelector<HTMLElement>('select, input');
    field?.focus();
  });
}
