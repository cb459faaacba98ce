/** Whether one text becomes the other by one slip: a letter left out, added, taken for another, or swapped with its neighbour. */
export function isOneSlipAway(one: string, other: string): boolean {
  const [a, b] = [[...one], [...other]];
  if (one === other || Math.abs(a.length - b.length) > 1) return false;
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start += 1;
  const rest = (of: string[], from: number) => of.slice(from).join('');
  if (a.length !== b.length) {
    const isLonger = a.length > b.length;
    return rest(a, start + Number(isLonger)) === rest(b, start + Number(!isLonger));
  }
  const isOther = rest(a, start + 1) === rest(b, start + 1);
  const isSwapped = a[start] === b[start + 1] && a[start + 1] === b[start] && rest(a, start + 2) === rest(b, start + 2);
  return isOther || isSwapped;
}
