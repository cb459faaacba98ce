-- Whom a payload names, as keyed hashes, so that an erasure finds it; and how somebody let go of an entry that could not be read.
ALTER TABLE "inbox" ADD COLUMN "subjects" TEXT[] NOT NULL DEFAULT '{}', ADD COLUMN "isIndexed" BOOLEAN NOT NULL DEFAULT false,
  ADD COLUMN "discardNote" TEXT, ADD COLUMN "discardedBy" TEXT, ADD COLUMN "discardedAt" TIMESTAMPTZ(3);
-- Only what was read is in it, so that taking a delivery costs nothing more.
CREATE INDEX "inbox_subjects" ON "inbox" USING GIN ("subjects") WHERE "isIndexed";
CREATE INDEX "inbox_received" ON "inbox"("shopId", "receivedAt");

ALTER TABLE "products" ADD COLUMN "media" JSONB, ADD COLUMN "onlineStoreUrl" TEXT;
ALTER TABLE "variants" ADD COLUMN "imageUrl" TEXT, ADD COLUMN "inventoryItemId" TEXT, ADD COLUMN "inventoryPolicy" TEXT,
  ADD COLUMN "isTracked" BOOLEAN, ADD COLUMN "options" JSONB;
CREATE INDEX "variants_shopId_inventoryItemId_idx" ON "variants"("shopId", "inventoryItemId");

ALTER TABLE "orders" ADD COLUMN "subtotalMinor" minor_units, ADD COLUMN "discountMinor" minor_units, ADD COLUMN "shippingMinor" minor_units,
  ADD COLUMN "discountCodes" TEXT[] NOT NULL DEFAULT '{}', ADD COLUMN "financialStatus" TEXT, ADD COLUMN "fulfillmentStatus" TEXT,
  ADD COLUMN "sourceName" TEXT, ADD COLUMN "attribution" JSONB;
ALTER TABLE "order_lines" ADD COLUMN "currentQuantity" INTEGER;

CREATE TABLE "variant_stock" (
    "shopId" UUID NOT NULL,
    "variantId" TEXT NOT NULL,
    "inventoryQuantity" INTEGER,
    "isAvailable" BOOLEAN NOT NULL,
    "sourceUpdatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "variant_stock_pkey" PRIMARY KEY ("shopId","variantId")
);

CREATE TABLE "inventory_items" (
    "shopId" UUID NOT NULL,
    "id" TEXT NOT NULL,
    "isTracked" BOOLEAN NOT NULL,
    "sourceUpdatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "inventory_items_pkey" PRIMARY KEY ("shopId","id")
);

CREATE TABLE "inventory_levels" (
    "shopId" UUID NOT NULL,
    "inventoryItemId" TEXT NOT NULL,
    "locationId" TEXT NOT NULL,
    "available" INTEGER,
    "sourceUpdatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "inventory_levels_pkey" PRIMARY KEY ("shopId","inventoryItemId","locationId")
);

CREATE TABLE "collections" (
    "shopId" UUID NOT NULL,
    "id" TEXT NOT NULL,
    "handle" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "sourceUpdatedAt" TIMESTAMPTZ(3) NOT NULL,
    "deletedAt" TIMESTAMPTZ(3),

    CONSTRAINT "collections_pkey" PRIMARY KEY ("shopId","id")
);
CREATE INDEX "collections_shopId_handle_idx" ON "collections"("shopId", "handle");

CREATE TABLE "catalog_changes" (
    "shopId" UUID NOT NULL,
    "variantId" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "occurredAt" TIMESTAMPTZ(3) NOT NULL,
    "productId" TEXT NOT NULL,
    "before" minor_units,
    "after" minor_units,
    "wasAvailable" BOOLEAN NOT NULL,
    "isAvailable" BOOLEAN NOT NULL,

    CONSTRAINT "catalog_changes_pkey" PRIMARY KEY ("shopId","variantId","kind","occurredAt")
);
CREATE INDEX "catalog_changes_shopId_occurredAt_idx" ON "catalog_changes"("shopId", "occurredAt");

CREATE TABLE "refunds" (
    "shopId" UUID NOT NULL,
    "id" TEXT NOT NULL,
    "orderId" TEXT NOT NULL,
    "amountMinor" minor_units NOT NULL,
    "refundedAt" TIMESTAMPTZ(3) NOT NULL,
    "lines" JSONB NOT NULL,

    CONSTRAINT "refunds_pkey" PRIMARY KEY ("shopId","id")
);
CREATE INDEX "refunds_shopId_orderId_idx" ON "refunds"("shopId", "orderId");

CREATE TABLE "tombstones" (
    "shopId" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "deletedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "tombstones_pkey" PRIMARY KEY ("shopId","kind","id")
);

CREATE TABLE "shopify_customers" (
    "shopId" UUID NOT NULL,
    "customerId" TEXT NOT NULL,
    "state" TEXT,
    "locale" TEXT,
    "createdAt" TIMESTAMPTZ(3),
    "sourceUpdatedAt" TIMESTAMPTZ(3),
    "tags" TEXT[] NOT NULL DEFAULT '{}',
    "tagLog" JSONB NOT NULL DEFAULT '{}',
    "numberOfOrders" INTEGER,
    "amountSpentMinor" minor_units,
    "currency" TEXT,
    "lastOrderId" TEXT,
    "purchasesAt" TIMESTAMPTZ(3),
    "rfmGroup" TEXT,
    "predictedSpendTier" TEXT,
    "statisticsAt" TIMESTAMPTZ(3),
    "dataSaleOptOut" BOOLEAN,
    "dataSaleAt" TIMESTAMPTZ(3),
    "deletedAt" TIMESTAMPTZ(3),
    "mergedIntoCustomerId" TEXT,

    CONSTRAINT "shopify_customers_pkey" PRIMARY KEY ("shopId","customerId")
);
CREATE INDEX "shopify_customers_tags_idx" ON "shopify_customers" USING GIN ("tags");

CREATE TABLE "profile_numbers" (
    "shopId" UUID NOT NULL,
    "profileId" UUID NOT NULL,
    "orderCount" INTEGER NOT NULL,
    "grossMinor" minor_units NOT NULL,
    "refundedMinor" minor_units NOT NULL,
    "netMinor" minor_units NOT NULL,
    "averageMinor" minor_units NOT NULL,
    "itemCount" INTEGER NOT NULL,
    "firstOrderAt" TIMESTAMPTZ(3),
    "lastOrderAt" TIMESTAMPTZ(3),

    CONSTRAINT "profile_numbers_pkey" PRIMARY KEY ("shopId","profileId")
);
CREATE INDEX "profile_numbers_shopId_netMinor_idx" ON "profile_numbers"("shopId", "netMinor");
CREATE INDEX "profile_numbers_shopId_lastOrderAt_idx" ON "profile_numbers"("shopId", "lastOrderAt");

CREATE TABLE "access_log" (
    "shopId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "actor" TEXT NOT NULL,
    "what" TEXT NOT NULL,
    "subject" TEXT NOT NULL,

    CONSTRAINT "access_log_pkey" PRIMARY KEY ("shopId","id")
);
CREATE INDEX "access_log_shopId_at_idx" ON "access_log"("shopId", "at");

CREATE TABLE "activity" (
    "shopId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "kind" TEXT NOT NULL,
    "subject" TEXT,
    "actor" TEXT,
    "details" JSONB NOT NULL,

    CONSTRAINT "activity_pkey" PRIMARY KEY ("shopId","id")
);
CREATE INDEX "activity_shopId_at_idx" ON "activity"("shopId", "at");

-- What the orders that are known amount to. The wall is let down for the owner meanwhile: it counts for every shop at once.
ALTER TABLE "orders" NO FORCE ROW LEVEL SECURITY;
ALTER TABLE "order_lines" NO FORCE ROW LEVEL SECURITY;
INSERT INTO "profile_numbers" ("shopId", "profileId", "orderCount", "grossMinor", "refundedMinor", "netMinor", "averageMinor", "itemCount",
  "firstOrderAt", "lastOrderAt")
SELECT o."shopId", o."profileId", count(*), COALESCE(sum(o."totalMinor") FILTER (WHERE o."currency" = s."currency"), 0),
  COALESCE(sum(o."refundedMinor") FILTER (WHERE o."currency" = s."currency"), 0),
  COALESCE(sum(o."totalMinor" - o."refundedMinor") FILTER (WHERE o."currency" = s."currency"), 0),
  COALESCE(round(avg(o."totalMinor") FILTER (WHERE o."currency" = s."currency")), 0),
  COALESCE(sum((SELECT sum(l."quantity") FROM "order_lines" l WHERE l."shopId" = o."shopId" AND l."orderId" = o."id")), 0),
  min(o."placedAt"), max(o."placedAt")
FROM "orders" o JOIN "shops" s ON s."id" = o."shopId" WHERE NOT o."isTest" AND o."cancelledAt" IS NULL GROUP BY o."shopId", o."profileId";
ALTER TABLE "orders" FORCE ROW LEVEL SECURITY;
ALTER TABLE "order_lines" FORCE ROW LEVEL SECURITY;

-- Behind the tenants' wall like every table with a "shopId".
DO $$
DECLARE tenant_table TEXT;
BEGIN
  FOREACH tenant_table IN ARRAY ARRAY['variant_stock', 'inventory_items', 'inventory_levels', 'collections', 'catalog_changes', 'refunds',
    'tombstones', 'shopify_customers', 'profile_numbers', 'access_log', 'activity']
  LOOP
    EXECUTE format('ALTER TABLE %I ADD CONSTRAINT %I FOREIGN KEY ("shopId") REFERENCES "shops"("id") ON DELETE CASCADE', tenant_table, tenant_table || '_shop');
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', tenant_table);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', tenant_table);
    EXECUTE format('CREATE POLICY "own_shop" ON %I USING ("shopId" = (SELECT current_shop_id())) WITH CHECK ("shopId" = (SELECT current_shop_id()))', tenant_table);
  END LOOP;
END $$;

-- Logs of what people did are append-only, but for the erasure of a whole shop.
CREATE FUNCTION "refuse_log_change"() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'the % is append-only', TG_TABLE_NAME; END $$;
CREATE TRIGGER "access_log_append_only" BEFORE UPDATE ON "access_log" FOR EACH ROW EXECUTE FUNCTION "refuse_log_change"();
CREATE TRIGGER "activity_append_only" BEFORE UPDATE ON "activity" FOR EACH ROW EXECUTE FUNCTION "refuse_log_change"();
