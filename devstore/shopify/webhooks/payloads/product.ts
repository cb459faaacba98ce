import type { StoreCollection, StoreProduct, StoreVariant } from '../../../store';
import type { AdminWorld } from '../../graphql/context';
import { gid, gidNumber, gidTail } from '../../gid';
import { restShape, type Payload } from './rest';

export function productPayload(product: StoreProduct, world: AdminWorld): Payload {
  const rest = restShape(world);
  const images = imagePayloads(product, world);
  const options = [...new Set(product.variants.flatMap((each) => each.selectedOptions.map((option) => option.name)))];
  return {
    admin_graphql_api_id: product.id,
    body_html: product.descriptionHtml,
    created_at: rest.at(product.createdAt),
    handle: product.handle,
    id: gidNumber(product.id),
    product_type: product.productType,
    published_at: rest.atOrNull(product.publishedAt),
    template_suffix: null,
    title: product.title,
    updated_at: rest.at(product.updatedAt),
    vendor: product.vendor,
    status: product.status.toLowerCase(),
    published_scope: 'web',
    tags: product.tags.join(', '),
    variants: product.variants.map((variant, index) => variantPayload(product, variant, index + 1, world)),
    options: options.map((name, index) => ({
      name,
      id: Number(`${gidTail(product.id)}${index}`),
      product_id: gidNumber(product.id),
      position: index + 1,
      values: [
        ...new Set(
          product.variants.flatMap((each) =>
            each.selectedOptions.filter((one) => one.name === name).map((one) => one.value),
          ),
        ),
      ],
    })),
    images,
    image: images[0] ?? null,
    media: [],
    variant_gids: product.variants.map((each) => ({ admin_graphql_api_id: each.id, updated_at: product.updatedAt })),
    has_variants_that_requires_components: false,
    category: null,
  };
}

function imagePayloads(product: StoreProduct, world: AdminWorld): Payload[] {
  const rest = restShape(world);
  return product.images.map((image, index) => ({
    id: Number(`${gidTail(product.id)}${index}`),
    product_id: gidNumber(product.id),
    position: index + 1,
    created_at: rest.at(product.createdAt),
    updated_at: rest.at(product.updatedAt),
    alt: image.altText,
    width: image.width,
    height: image.height,
    src: new URL(image.url, `${world.storefrontUrl()}/`).toString(),
    variant_ids: [],
    admin_graphql_api_id: gid('MediaImage', `${gidTail(product.id)}${index}`),
  }));
}

export function variantPayload(
  product: StoreProduct,
  variant: StoreVariant,
  position: number,
  world: AdminWorld,
): Payload {
  const rest = restShape(world);
  const [first, second, third] = variant.selectedOptions;
  return {
    admin_graphql_api_id: variant.id,
    barcode: null,
    compare_at_price: variant.compareAtPriceMinor === null ? null : rest.money(variant.compareAtPriceMinor),
    created_at: rest.at(product.createdAt),
    id: gidNumber(variant.id),
    inventory_policy: variant.inventoryPolicy.toLowerCase(),
    position,
    price: rest.money(variant.priceMinor),
    product_id: gidNumber(product.id),
    sku: variant.sku,
    taxable: true,
    title: variant.title,
    updated_at: rest.at(product.updatedAt),
    option1: first?.value ?? null,
    option2: second?.value ?? null,
    option3: third?.value ?? null,
    image_id: null,
    inventory_item_id: gidNumber(variant.id),
    inventory_quantity: variant.inventoryQuantity,
    old_inventory_quantity: variant.inventoryQuantity,
  };
}

export function collectionPayload(collection: StoreCollection, world: AdminWorld): Payload {
  const rest = restShape(world);
  return {
    id: gidNumber(collection.id),
    handle: collection.handle,
    title: collection.title,
    updated_at: rest.at(collection.updatedAt),
    body_html: '',
    published_at: rest.at(collection.updatedAt),
    sort_order: 'best-selling',
    template_suffix: null,
    published_scope: 'web',
    admin_graphql_api_id: collection.id,
  };
}
