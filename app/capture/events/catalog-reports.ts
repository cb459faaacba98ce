export interface ProductReport {
  id: string;
  handle: string;
  title: string;
  vendor: string;
  productType: string;
  tags: string[];
  /** Null where the source does not tell: what is known then stays. */
  collectionIds: string[] | null;
  status: 'ACTIVE' | 'ARCHIVED' | 'DRAFT' | 'UNLISTED';
  isPublished: boolean;
  imageUrl: string | null;
  imageAlt: string | null;
  /** The first few pictures. Null where the source does not tell: what is known then stays. */
  media: ProductMedia[] | null;
  /** Null where the source does not tell, or the product stands in no online store. */
  onlineStoreUrl: string | null;
  createdAt: Date;
  updatedAt: Date;
  variants: VariantReport[];
}

export interface ProductMedia {
  url: string;
  alt: string | null;
}

export interface VariantReport {
  id: string;
  title: string;
  sku: string | null;
  priceMinor: number;
  compareAtPriceMinor: number | null;
  inventoryQuantity: number | null;
  isAvailable: boolean;
  imageUrl: string | null;
  /** The rest is null where the source does not tell: what is known then stays. */
  inventoryItemId: string | null;
  /** Whether it is sold beyond what is in stock. */
  inventoryPolicy: 'DENY' | 'CONTINUE' | null;
  /** Whether its stock is counted at all. */
  isTracked: boolean | null;
  /** What the merchant pays for it. */
  costMinor: number | null;
  options: VariantOption[] | null;
}

export interface VariantOption {
  name: string;
  value: string;
}

/** That a variant came into stock, or went out of it. */
export interface VariantStockReport {
  variantId: string;
  inventoryQuantity: number | null;
  isAvailable: boolean;
  updatedAt: Date;
}

export interface CollectionReport {
  id: string;
  handle: string;
  title: string;
  updatedAt: Date;
}

/** How many of an item can be sold at a location. */
export interface InventoryLevelReport {
  inventoryItemId: string;
  locationId: string;
  /** Null where the item is no longer kept there. */
  available: number | null;
  updatedAt: Date;
}

export interface InventoryItemReport {
  inventoryItemId: string;
  isTracked: boolean;
  /** Null: none is given. */
  costMinor: number | null;
  updatedAt: Date;
}
