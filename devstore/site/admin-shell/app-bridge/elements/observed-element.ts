/** An element that tells the admin what stands inside it, and whenever that changes. */
export abstract class ObservedElement extends HTMLElement {
  readonly #observer = new MutationObserver(() => this.tell());

  /** Called with every change of attributes, children and texts. */
  protected abstract tell(): void;
  /** Called when the element leaves the page. */
  protected abstract leave(): void;

  connectedCallback(): void {
    this.#observer.observe(this, { attributes: true, childList: true, subtree: true, characterData: true });
    // While the page is being parsed the children are not there yet.
    queueMicrotask(() => this.isConnected && this.tell());
  }

  disconnectedCallback(): void {
    this.#observer.disconnect();
    this.leave();
  }
}
