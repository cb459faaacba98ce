const pattern = /^gid:\/\/shopify\/([A-Za-z]+)\/([^/?]+)(\?.*)?$/;

/** `gid('Order', 5)` → `gid://shopify/Order/5`. */
export function gid(type: string, id: number | string): string {
  return `gid://shopify/${type}/${id}`;
}

/** The type named in a GID, or undefined when the text is none. */
export function gidType(text: string): string | undefined {
  return pattern.exec(text)?.[1];
}

/** The tail of a GID: `gid://shopify/Order/5` → `"5"`. Throws on anything else. */
export function gidTail(text: string): string {
  const tail = pattern.exec(text)?.[2];
  if (!tail) throw new Error(`"${text}" is not a Shopify GID; expected gid://shopify/TYPE/ID.`);
  return tail;
}

/** The numeric tail of a GID, as REST payloads carry it. */
export function gidNumber(text: string): number {
  return Number(gidTail(text));
}

/** The same number under another type: a variant's inventory item, a product's image. */
export function siblingGid(text: string, type: string): string {
  return gid(type, gidTail(text));
}
