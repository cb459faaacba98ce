/**
 * Lets everything in a page or worker read business time: `new Date()`, `Date()` and `Date.now()` are `offsetMs()` ahead.
 * The dev store's world is like a machine whose clock is set; what measures durations (`performance.now()`) is not touched.
 */
export function shiftClock(scope: { Date: DateConstructor }, offsetMs: () => number): void {
  const RealDate = scope.Date;
  const now = () => RealDate.now() + offsetMs();
  scope.Date = new Proxy(RealDate, {
    construct: (target, given: unknown[], newTarget) =>
      Reflect.construct(target, given.length === 0 ? [now()] : given, newTarget) as object,
    apply: () => new RealDate(now()).toString(),
    get: (target, name) => (name === 'now' ? now : (Reflect.get(target, name) as unknown)),
  });
}
