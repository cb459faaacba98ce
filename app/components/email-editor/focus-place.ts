/** Once the panel of a part is drawn: the field of a place in it, or its first one. */
export function focusPlace(place: string): void {
  requestAnimationFrame(() => {
    const at = document.querySelector(`[data-place="${CSS.escape(place)}"]`);
    const field = (at ?? document.getElementById('email-properties'))?.querySelector<HTMLElement>(
      'input, textarea, select',
    );
    field?.focus();
  });
}
