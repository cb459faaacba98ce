/** Pages a reader of our mail meets. They work without scripts, show no address, and ask for nothing. */

const layout = (title: string, body: string): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${title}</title>
<style>
  :root { color-scheme: light dark; }
  body { margin: 0; min-height: 100vh; display: grid; place-items: center; background: #f5f3ee; color: #1f2328; font: 18px/1.5 "Helvetica Neue", Helvetica, Arial, sans-serif; }
  main { width: min(30rem, calc(100% - 3rem)); padding: 2.5rem 0; }
  h1 { font-size: 1.75rem; line-height: 1.2; margin: 0 0 .75rem; }
  p { margin: 0 0 1.5rem; }
  button { font: inherit; font-weight: 700; padding: .75rem 1.5rem; border: 0; border-radius: .5rem; background: #1d4f3f; color: #fff; cursor: pointer; }
  button:focus-visible { outline: 3px solid #86b8a5; outline-offset: 2px; }
  @media (prefers-color-scheme: dark) { body { background: #16181a; color: #eceae5; } }
</style>
</head>
<body><main>${body}</main></body>
</html>`;

export const askToUnsubscribe = (): string =>
  layout(
    'Unsubscribe',
    `<h1>Stop these mails?</h1>
<p>You will get no more news and offers from this shop. Mails about your orders still come.</p>
<form method="post"><input type="hidden" name="List-Unsubscribe" value="One-Click"><button type="submit">Unsubscribe</button></form>`,
  );

export const doneUnsubscribing = (): string =>
  layout('Unsubscribed', `<h1>You are unsubscribed</h1><p>It took effect at once. You can close this page.</p>`);

export const notOurLink = (): string =>
  layout(
    'Link not complete',
    `<h1>This link is not complete</h1><p>Please open it again from the mail, or copy the whole of it.</p>`,
  );
