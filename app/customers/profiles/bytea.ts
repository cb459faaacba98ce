/** Bytes in the text form PostgreSQL reads as `bytea`: rows that go to it as JSON can hold no others. Null stays null. */
export function bytea(bytes: Uint8Array): string;
export function bytea(bytes: Uint8Array | null): string | null;
export function bytea(bytes: Uint8Array | null): string | null {
  return bytes && `\\x${Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex')}`;
}
