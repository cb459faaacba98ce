import { expect, test } from 'vitest';
import { BLANK } from './blank';
import { isSafePicture } from './picture-file';

/** A JPEG's beginning up to its frame: an APP0 segment first, as cameras write. */
function jpeg(widthPx: number, heightPx: number): Buffer {
  const segment = Buffer.from([0xff, 0xe0, 0x00, 0x10, ...Array<number>(14).fill(0)]);
  const frame = Buffer.from([0xff, 0xc0, 0x00, 0x11, 8, heightPx >> 8, heightPx & 255, widthPx >> 8, widthPx & 255, 3]);
  return Buffer.concat([Buffer.from([0xff, 0xd8]), segment, frame, Buffer.alloc(20)]);
}

const png = (widthPx: number, heightPx: number): Buffer => {
  const made = Buffer.from(BLANK);
  made.writeUInt32BE(widthPx, 16);
  made.writeUInt32BE(heightPx, 20);
  return made;
};

test.each([
  ['a JPEG', jpeg(240, 320)],
  ['a PNG', png(240, 320)],
])('%s of a picture’s size is read', (_what, bytes) => expect(isSafePicture(bytes)).toBe(true));

test.each([
  ['a JPEG of a wall', jpeg(20_000, 20_000)],
  ['a PNG that would fill the memory', png(60_000, 60_000)],
  ['a PNG without a width', png(0, 10)],
  ['an SVG', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><image href="file:///etc/passwd"/></svg>')],
  ['a page', Buffer.from('<!doctype html><p>Not found')],
  ['nothing', Buffer.alloc(0)],
  ['a JPEG that is cut off', jpeg(240, 320).subarray(0, 18)],
  ['a JPEG whose segments lead nowhere', Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.alloc(400)])],
])('%s is not', (_what, bytes) => expect(isSafePicture(bytes)).toBe(false));
