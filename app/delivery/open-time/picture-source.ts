/** Fetches pictures of the store's products. What it is given is the catalogue's; it goes nowhere but to where the store keeps its pictures. */
export interface PictureSource {
  /** At most so wide and high, as a file; null: it cannot be had, or is none. */
  fetch(imageUrl: string): Promise<Buffer | null>;
}
