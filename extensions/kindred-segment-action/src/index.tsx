/** @jsxRuntime automatic */
/** @jsxImportSource preact */
import { render } from 'preact';
import { UseSegment } from './use-segment';

/** Shopify calls it once the action is opened; what stands in the body is shown in its modal. */
export default function start(): void {
  render(<UseSegment />, document.body);
}
