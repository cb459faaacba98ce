/** Lets in so many at a time; whoever comes later waits outside, in the order of coming. */
export interface Gate {
  /** Resolves when there is room; the function that it gives leaves again, once. */
  enter(): Promise<() => void>;
}

export function createGate(most: number): Gate {
  const outside: (() => void)[] = [];
  let inside = 0;

  function leave(): void {
    const next = outside.shift();
    // Whoever waits takes the place over: nobody can slip in between.
    if (next) next();
    else inside -= 1;
  }

  return {
    async enter() {
      if (inside < most) inside += 1;
      else await new Promise<void>((resolve) => outside.push(resolve));
      let hasLeft = false;
      return () => {
        if (!hasLeft) leave();
        hasLeft = true;
      };
    },
  };
}
