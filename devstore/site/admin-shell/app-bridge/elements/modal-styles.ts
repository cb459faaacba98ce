/** Of a modal's own shadow tree: the app's styles reach its content alone. */
export const MODAL_STYLES = `
:host { display: contents !important; }
dialog { width: min(40rem, calc(100vw - 2rem)); max-height: calc(100dvh - 2rem); padding: 0; border: 0; border-radius: 1rem;
  box-shadow: 0 1.25rem 3rem rgb(0 0 0 / .3); font: 14px/1.45 Inter, -apple-system, BlinkMacSystemFont, 'Segoe UI', Roboto, 'Helvetica Neue', Helvetica, Arial, sans-serif; color: #303030; flex-direction: column; }
dialog[open] { display: flex; }
dialog[data-variant="small"] { width: min(24rem, calc(100vw - 2rem)); }
dialog[data-variant="large"] { width: min(61rem, calc(100vw - 2rem)); }
dialog[data-variant="max"] { width: calc(100vw - 2rem); height: calc(100dvh - 2rem); }
dialog::backdrop { background: rgb(0 0 0 / .5); }
header { display: flex; align-items: center; justify-content: space-between; padding: .75rem 1rem; background: #f3f3f3; border-bottom: 1px solid #e3e3e3; }
h2 { margin: 0; font-size: 1rem; }
.content { overflow: auto; flex: 1; }
footer { display: flex; justify-content: flex-end; gap: .5rem; padding: .75rem 1rem; border-top: 1px solid #e3e3e3; }
footer:empty { display: none; }
button { font: inherit; font-weight: 550; padding: .375rem .75rem; border: 1px solid #c9c9c9; border-radius: .5rem; background: #fff; color: inherit; cursor: pointer; }
button.primary { background: #303030; border-color: #303030; color: #fff; }
button.primary.critical { background: #b3261e; border-color: #b3261e; }
button:disabled { opacity: .55; cursor: default; }
button:focus-visible { outline: 2px solid #005bd3; outline-offset: 2px; }
.close { border: 0; background: none; font-size: 1.25rem; line-height: 1; padding: .25rem .5rem; }
`;
