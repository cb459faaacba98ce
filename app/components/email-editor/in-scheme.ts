const DARK = /@media\s*\(prefers-color-scheme:\s*dark\)/g;

/** A mail as clients in dark or light mode show it, whatever the browser is in: for the preview alone, what is sent asks the reader’s own client. */
export const inScheme = (html: string, isDark: boolean): string =>
  html.replace(DARK, isDark ? '@media all' : '@media not all');
