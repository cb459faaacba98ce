/** Where a product's photograph does not load, as without internet, its drawing takes its place. */
export function startPictures(): void {
  document.addEventListener('error', ({ target }) => target instanceof HTMLImageElement && showDrawing(target), true);
  // Those that failed before this script came.
  for (const image of document.querySelectorAll<HTMLImageElement>('img[data-drawn]'))
    if (image.complete && image.naturalWidth === 0 && image.getAttribute('src')) showDrawing(image);
}

function showDrawing(image: HTMLImageElement): void {
  const { drawn } = image.dataset;
  if (!drawn) return;
  image.removeAttribute('data-drawn');
  image.src = drawn;
}
