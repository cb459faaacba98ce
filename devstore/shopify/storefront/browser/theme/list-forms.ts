/** Filters and order of a list take effect as soon as they are chosen; the button to apply them is for pages without this script. */
export function startListForms(): void {
  document.addEventListener('change', ({ target }) => {
    const form = (target as HTMLInputElement).form;
    if (form?.matches('[data-list-form]')) submit(form);
  });
  document.addEventListener('submit', (event) => {
    const form = event.target as HTMLFormElement;
    if (!form.matches('[data-list-form]')) return;
    event.preventDefault();
    submit(form);
  });
}

/** Leaves out what is empty, so that the address says what was chosen and no more. */
function submit(form: HTMLFormElement): void {
  const fields = [...new FormData(form)].filter((field): field is [string, string] => field[1] !== '');
  const query = new URLSearchParams(fields).toString();
  window.location.assign(query ? `${form.action}?${query}` : form.action);
}
