/** Scripts whose letters the fonts at hand have: Inter and Noto Sans Hebrew. */
const DRAWABLE =
  /^[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Hebrew}\p{Nd}\p{P}\p{Sc}\p{Sm}\p{Zs}]*$/u;

/** Whether all of it can be drawn: a letter without a shape would leave a hole. */
export const isDrawable = (text: string): boolean => DRAWABLE.test(text.normalize('NFC').replace(/\p{Cf}/gu, ''));

/** Of Inter, in parts of the font's size; a little wider than it is, since what is too long is cut off. */
const NARROW = 0.32;
const USUAL = 0.6;
const CAPITAL = 0.72;
const WIDE = 0.94;
/** What semi-bold letters are wider. */
const BOLD = 1.05;

function widthOf(character: string): number {
  if (/[\s.,:;'’|!()[\]iljftrIí]/.test(character)) return NARROW;
  if (/[mwMW@%&—]/.test(character)) return WIDE;
  return /[\p{Lu}\p{Nd}]/u.test(character) ? CAPITAL : USUAL;
}

/** About how wide a text is, in pixels. */
export const textWidth = (text: string, sizePx: number, isBold = false): number =>
  [...text].reduce((sum, character) => sum + widthOf(character), 0) * sizePx * (isBold ? BOLD : 1);

interface Room {
  widthPx: number;
  sizePx: number;
  isBold?: boolean;
}

/** As much of a text as there is room for, with an ellipsis where it is not all. */
export function fitted(text: string, { widthPx, sizePx, isBold = false }: Room): string {
  if (textWidth(text, sizePx, isBold) <= widthPx) return text;
  const characters = [...text];
  while (characters.length > 1 && textWidth(`${characters.join('')}…`, sizePx, isBold) > widthPx) characters.pop();
  return `${characters.join('').trimEnd()}…`;
}

/** A text in at most so many lines, broken between words. */
export function inLines(text: string, room: Room, most: number): string[] {
  const words = text.trim().split(/\s+/);
  const lines: string[] = [];
  while (words.length > 0 && lines.length < most - 1) {
    let line = words.shift() ?? '';
    while (words[0] !== undefined && textWidth(`${line} ${words[0]}`, room.sizePx, room.isBold) <= room.widthPx)
      line = `${line} ${words.shift()}`;
    lines.push(line);
  }
  if (words.length > 0) lines.push(words.join(' '));
  return lines.map((line) => fitted(line, room));
}

/** A text as it stands in SVG: control characters are none of XML's, and would be the end of the picture. */
export const escaped = (text: string): string =>
  text
    .replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}]/gu, ' ')
    .replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
