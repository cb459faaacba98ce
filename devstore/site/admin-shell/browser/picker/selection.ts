import type { PickerQuestion } from '../../protocol';

export interface PickableVariant {
  id: string;
  title: string;
  price: string;
}

/** A product or collection as the server gives it; the picker hands it on as it is. */
export interface Pickable {
  id: string;
  title: string;
  status?: string;
  images?: { originalSrc: string }[];
  variants?: PickableVariant[];
  hasOnlyDefaultVariant?: boolean;
  productsCount?: number;
}

/** What is chosen so far: per resource the chosen variants, in the order of choosing. */
export class Selection {
  readonly #chosen = new Map<string, { item: Pickable; variants: Set<string> }>();

  constructor(readonly question: Pick<PickerQuestion, 'type' | 'limit' | 'selected'>) {}

  /** Chooses what the app says is chosen already. */
  begin(items: Pickable[]): void {
    for (const { id, variants } of this.question.selected) {
      const item = items.find((each) => each.id === id || each.variants?.some((variant) => variant.id === id));
      if (!item) continue;
      const only = this.question.type === 'variant' ? [id] : variants?.map((variant) => variant.id);
      const before = this.#chosen.get(item.id)?.variants ?? [];
      this.#choose(item, new Set([...before, ...(only ?? idsOf(item))]));
    }
  }

  /** How many count towards the limit: variants where variants are asked for, resources otherwise. */
  get size(): number {
    const all = [...this.#chosen.values()];
    return this.question.type === 'variant' ? all.reduce((sum, each) => sum + each.variants.size, 0) : all.length;
  }

  stateOf(item: Pickable): 'all' | 'some' | 'none' {
    const chosen = this.#chosen.get(item.id);
    if (!chosen) return 'none';
    return chosen.variants.size === idsOf(item).length ? 'all' : 'some';
  }

  hasVariant(item: Pickable, variantId: string): boolean {
    return this.#chosen.get(item.id)?.variants.has(variantId) ?? false;
  }

  /** Chooses a resource whole, or lets it go. Where only one may be chosen the other one goes. */
  toggle(item: Pickable): void {
    if (this.stateOf(item) === 'all') this.#chosen.delete(item.id);
    else
      this.#try(item, new Set(this.question.type === 'variant' ? idsOf(item).slice(0, this.#room(item)) : idsOf(item)));
  }

  toggleVariant(item: Pickable, variantId: string): void {
    const variants = new Set(this.#chosen.get(item.id)?.variants);
    if (!variants.delete(variantId)) variants.add(variantId);
    const isSingle = this.question.type === 'variant' && this.question.limit === 1;
    this.#try(item, isSingle && variants.has(variantId) ? new Set([variantId]) : variants);
  }

  /** What the app is given. */
  payload(): unknown[] {
    return [...this.#chosen.values()].flatMap(({ item, variants }): unknown[] => {
      const chosen = item.variants?.filter((variant) => variants.has(variant.id));
      if (this.question.type === 'variant') return chosen ?? [];
      return [this.question.type === 'product' ? { ...item, variants: chosen } : item];
    });
  }

  #room(item: Pickable): number {
    const own = this.#chosen.get(item.id)?.variants.size ?? 0;
    return this.question.limit === 1 ? 1 : this.question.limit - this.size + own;
  }

  #try(item: Pickable, variants: Set<string>): void {
    const before = new Map(this.#chosen);
    if (this.question.limit === 1) this.#chosen.clear();
    this.#choose(item, variants);
    if (this.size <= this.question.limit) return;
    this.#chosen.clear();
    for (const [id, chosen] of before) this.#chosen.set(id, chosen);
  }

  #choose(item: Pickable, variants: Set<string>): void {
    if (variants.size === 0) this.#chosen.delete(item.id);
    else this.#chosen.set(item.id, { item, variants });
  }
}

/** A collection has no variants: it stands for itself. */
const idsOf = (item: Pickable): string[] => item.variants?.map((variant) => variant.id) ?? [item.id];
