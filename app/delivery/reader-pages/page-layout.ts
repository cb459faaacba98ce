/** What readers of our mail see on our own pages: plain, in the shop's name, without scripts, showing no address and asking for nothing. */
export interface ReaderPage {
  title: string;
  /** Two letters. */
  language: string;
  /** HTML; whatever comes from a shop or a person is escaped in it. */
  body: string;
  /** Wider, for a page with forms. */
  isWide?: boolean;
}

const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

export const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (character) => ESCAPES[character] ?? '');

const STYLES = `
  :root { color-scheme: light dark; --ground: #f5f3ee; --paper: #fff; --ink: #1f2328; --quiet: #59606a; --line: #dcd8cf; --accent: #1d4f3f; --on-accent: #fff; --ring: #2f7d64; --bad: #9b1c1c; }
  @media (prefers-color-scheme: dark) { :root { --ground: #16181a; --paper: #202326; --ink: #eceae5; --quiet: #b4b9bf; --line: #43494f; --accent: #8fd0b8; --on-accent: #10251e; --ring: #8fd0b8; --bad: #ffb4ab; } }
  * { box-sizing: border-box; }
  body { margin: 0; min-height: 100vh; display: grid; place-items: center; background: var(--ground); color: var(--ink); font: 1.0625rem/1.5 "Helvetica Neue", Helvetica, Arial, sans-serif; }
  main { width: min(30rem, calc(100% - 2.5rem)); padding: 2.5rem 0; overflow-wrap: anywhere; }
  main.wide { width: min(38rem, calc(100% - 2rem)); align-self: start; padding: 2rem 0 4rem; }
  .shop { margin: 0 0 1.5rem; font-weight: 700; }
  .shop a { color: inherit; text-decoration: none; }
  h1 { font-size: 1.75rem; line-height: 1.2; margin: 0 0 1rem; }
  h2 { font-size: 1.1875rem; line-height: 1.3; margin: 0 0 .5rem; }
  p { margin: 0 0 1rem; }
  .quiet { color: var(--quiet); }
  section { background: var(--paper); border: 1px solid var(--line); border-radius: .75rem; padding: 1.25rem; margin: 0 0 1rem; }
  section > :last-child, form > :last-child { margin-bottom: 0; }
  .said { border-color: var(--ring); border-left-width: .375rem; }
  fieldset { border: 0; margin: 0 0 1.25rem; padding: 0; min-width: 0; }
  legend, .label { font-weight: 700; padding: 0; margin: 0 0 .375rem; display: block; }
  .choice { display: flex; gap: .75rem; align-items: center; min-height: 2.75rem; }
  .choice input { width: 1.25rem; height: 1.25rem; flex: none; margin: 0; accent-color: var(--ring); }
  select { font: inherit; color: inherit; background: var(--paper); border: 1px solid var(--quiet); border-radius: .5rem; padding: .625rem .75rem; width: 100%; max-width: 20rem; min-height: 2.75rem; }
  .points { margin: 0 0 1rem; padding-left: 1.25rem; }
  .points li + li { margin-top: .5rem; }
  .wishes { margin: 0; padding: 0; list-style: none; }
  .wishes li { display: flex; flex-wrap: wrap; gap: .5rem 1rem; align-items: center; justify-content: space-between; padding: .5rem 0; }
  .buttons { display: flex; flex-wrap: wrap; gap: .75rem; }
  button { font: inherit; font-weight: 700; padding: .625rem 1.25rem; min-height: 2.75rem; border: 1px solid var(--accent); border-radius: .5rem; background: var(--accent); color: var(--on-accent); cursor: pointer; }
  button.plain { background: transparent; color: var(--ink); border-color: var(--quiet); }
  button.bad { background: transparent; color: var(--bad); border-color: var(--bad); }
  :focus-visible { outline: 3px solid var(--ring); outline-offset: 2px; }
  a { color: inherit; }`;

export const layout = ({ title, language, body, isWide }: ReaderPage): string => `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<meta name="referrer" content="no-referrer">
<title>${escapeHtml(title)}</title>
<style>${STYLES}
</style>
</head>
<body><main${isWide ? ' class="wide"' : ''}>${body}</main></body>
</html>`;

/** The shop's name above a page, leading to the shop. */
export const shopLine = ({ name, url }: { name: string; url: string }): string =>
  `<p class="shop">${/^https?:\/\//.test(url) ? `<a href="${escapeHtml(url)}">${escapeHtml(name)}</a>` : escapeHtml(name)}</p>`;
