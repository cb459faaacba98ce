-- What the merchant pays for a variant, where Shopify tells; in minor units of the shop's currency.
ALTER TABLE "variants" ADD COLUMN "costMinor" DOUBLE PRECISION;
ALTER TABLE "inventory_items" ADD COLUMN "costMinor" DOUBLE PRECISION;
