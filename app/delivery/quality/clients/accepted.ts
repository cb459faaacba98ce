/**
 * What some mail programs do not know and is used all the same, with why: whoever reads there loses nothing that was said, or the mail has another way of saying
 * it. Names are those of caniemail.com.
 */
export const ACCEPTED: Readonly<Record<string, string>> = {
  ...all('corners and shadows are ornament: what stands within them stands there as well', [
    ...['css-border-radius', 'css-box-shadow', 'css-text-shadow', 'css-outline', 'css-outline-offset', 'css-cursor'],
  ]),
  ...all('movement is ornament: without it things stand where they end', [
    ...['css-transition', 'css-animation', 'css-at-keyframes', 'css-at-media-prefers-reduced-motion'],
  ]),
  ...all('what follows the pointer or a finger is ornament: a mail is read without it', [
    ...['css-pseudo-class-hover', 'css-pseudo-class-focus', 'css-pseudo-class-active', 'css-pseudo-class-visited'],
    ...['css-at-media-hover'],
  ]),
  ...all('a narrow screen without it shows the wide mail made smaller, and every word of it', [
    ...['css-at-media', 'html-style', 'css-at-media-orientation'],
  ]),
  ...all('the mail is readable in light colours and in those that a program makes dark by itself', [
    ...['css-at-media-prefers-color-scheme', 'css-color-scheme'],
  ]),
  ...all('widths stand in tables beside, which every program knows', [
    ...['css-min-width', 'css-box-sizing', 'css-height', 'css-min-height', 'css-max-height'],
    ...['css-table-layout', 'css-border-spacing'],
  ]),
  ...all('text runs over the room it has rather than be lost', [
    ...['css-word-break', 'css-word-wrap', 'css-overflow-wrap', 'css-white-space', 'css-hyphens', 'css-text-overflow'],
    ...['css-overflow', 'css-text-wrap', 'html-wbr'],
  ]),
  ...all('what is hidden by it is hidden in other ways as well, or is empty', [
    ...['css-display-none', 'css-visibility', 'css-opacity'],
  ]),
  ...all('the shape of letters and lines changes a little, and no word', [
    ...['css-font-kerning', 'css-font-stretch', 'css-word-spacing', 'css-text-underline-offset'],
    ...['css-text-decoration-thickness', 'css-text-decoration-color', 'css-text-decoration-style', 'css-unit-initial'],
    ...['css-text-decoration-skip-ink', 'css-text-decoration-line', 'css-text-underline-position', 'css-user-select'],
  ]),
  ...all('a font of its own falls back to one that every machine has', [
    'css-at-font-face',
    'css-at-import',
    'html-link',
  ]),
  ...all('it tells screen readers more; those of programs without it read the same words', [
    ...['html-aria-label', 'html-aria-hidden', 'html-aria-labelledby', 'html-aria-describedby', 'html-aria-live'],
    ...['html-abbr', 'html-semantics', 'html-bdi'],
  ]),
  ...all('a list stands a little further out or in', ['css-padding-inline-start-end', 'css-margin-inline-start-end']),
  ...all('programs that open links their own way do so whatever is asked', ['html-target']),
  ...all('the frame that the mail is put into is its program’s', ['html-body', 'html-base']),
  ...all('pictures are all fetched at once, and at one size', ['html-loading-attribute', 'html-srcset']),
};

function all(why: string, slugs: readonly string[]): Record<string, string> {
  return Object.fromEntries(slugs.map((slug) => [slug, why]));
}
