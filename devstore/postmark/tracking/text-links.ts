/** Web addresses in running text; a full stop, comma or bracket after one belongs to the sentence. */
const webAddress = /https?:\/\/[^\s<>"']+/gi;

const trimSentence = (url: string) => url.replace(/[.,;:!?)\]}]+$/, '');

export function findTextLinks(text: string): string[] {
  return [...text.matchAll(webAddress)].map((match) => trimSentence(match[0]));
}

/** Writes another address into each link for which `replace` gives one; `index` counts as `findTextLinks` does. */
export function replaceTextLinks(text: string, replace: (url: string, index: number) => string | null): string {
  let index = -1;
  return text.replace(webAddress, (found) => {
    index += 1;
    const url = trimSentence(found);
    const replacement = replace(url, index);
    return replacement === null ? found : replacement + found.slice(url.length);
  });
}
