-- Who is who: merges that can be undone, how it is known, phones, properties, and names that can be looked for.

-- A profile that was absorbed stays, and says into which. What is told of a person is kept with the time it was told; columns are what it comes to.
ALTER TABLE "profiles"
  ADD COLUMN "city" TEXT,
  ADD COLUMN "regionCode" TEXT,
  ADD COLUMN "birthday" TEXT,
  ADD COLUMN "traits" JSONB NOT NULL DEFAULT '{}',
  ADD COLUMN "ownTraits" JSONB,
  ADD COLUMN "mergedIntoId" UUID,
  ADD COLUMN "splits" INTEGER NOT NULL DEFAULT 0;
ALTER TABLE "profiles" NO FORCE ROW LEVEL SECURITY;
UPDATE "profiles" SET "traits" = jsonb_strip_nulls(jsonb_build_object(
  'locale', CASE WHEN "locale" IS NOT NULL THEN jsonb_build_array("locale", 0) END,
  'country', CASE WHEN "countryCode" IS NOT NULL THEN jsonb_build_array("countryCode", 0) END))
  WHERE "locale" IS NOT NULL OR "countryCode" IS NOT NULL;
ALTER TABLE "profiles" FORCE ROW LEVEL SECURITY;
CREATE INDEX "profiles_mergedInto" ON "profiles"("shopId", "mergedIntoId") WHERE "mergedIntoId" IS NOT NULL;
CREATE INDEX "profiles_present" ON "profiles"("shopId", "lastSeenAt", "id") WHERE "mergedIntoId" IS NULL;
CREATE INDEX "profiles_country" ON "profiles"("shopId", "countryCode", "lastSeenAt", "id") WHERE "mergedIntoId" IS NULL;

-- Of whom a row was told, where a merge has given it to somebody else.
ALTER TABLE "identities" ADD COLUMN "originId" UUID;
ALTER TABLE "addresses" ADD COLUMN "originId" UUID, ADD COLUMN "toldAt" TIMESTAMPTZ(3);
ALTER TABLE "events" ADD COLUMN "originId" UUID;
ALTER TABLE "carts" ADD COLUMN "originId" UUID;
ALTER TABLE "orders" ADD COLUMN "originId" UUID;
ALTER TABLE "flow_runs" ADD COLUMN "originId" UUID;
ALTER TABLE "messages" ADD COLUMN "originId" UUID;

-- The transaction says of whom its report is told: `kindred.told_of` is 'PROFILE ORIGIN', or 'moving' while a merge moves rows and keeps their origins.
CREATE FUNCTION "remember_origin"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE told TEXT := current_setting('kindred.told_of', true);
BEGIN
  NEW."originId" := CASE WHEN split_part(told, ' ', 1) = NEW."profileId"::text THEN split_part(told, ' ', 2)::uuid END;
  RETURN NEW;
END $$;
DO $$
DECLARE told_table TEXT;
BEGIN
  FOREACH told_table IN ARRAY ARRAY['events', 'carts', 'orders', 'flow_runs', 'messages']
  LOOP
    EXECUTE format('CREATE TRIGGER "remember_origin_of_new" BEFORE INSERT ON %I FOR EACH ROW
      WHEN (current_setting(''kindred.told_of'', true) <> '''') EXECUTE FUNCTION "remember_origin"()', told_table);
    EXECUTE format('CREATE TRIGGER "remember_origin_of_told" BEFORE UPDATE OF "profileId" ON %I FOR EACH ROW
      WHEN (current_setting(''kindred.told_of'', true) IS DISTINCT FROM ''moving''
        AND (OLD."originId" IS NOT NULL OR current_setting(''kindred.told_of'', true) <> '''')) EXECUTE FUNCTION "remember_origin"()', told_table);
  END LOOP;
END $$;

-- CreateTable
CREATE TABLE "identity_links" (
    "shopId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "value" TEXT NOT NULL,
    "profileId" UUID NOT NULL,
    "rule" TEXT NOT NULL,
    "evidence" TEXT NOT NULL,
    "linkedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "identity_links_pkey" PRIMARY KEY ("shopId","id")
);
CREATE INDEX "identity_links_shopId_profileId_idx" ON "identity_links"("shopId", "profileId");
CREATE INDEX "identity_links_shopId_kind_value_idx" ON "identity_links"("shopId", "kind", "value");
ALTER TABLE "identities" NO FORCE ROW LEVEL SECURITY;
INSERT INTO "identity_links" ("shopId", "id", "kind", "value", "profileId", "rule", "evidence", "linkedAt")
  SELECT "shopId", gen_random_uuid(), "kind", "value", "profileId", 'told-together', "evidence", "linkedAt" FROM "identities";
ALTER TABLE "identities" FORCE ROW LEVEL SECURITY;

-- CreateTable
CREATE TABLE "profile_merges" (
    "shopId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "absorbedId" UUID NOT NULL,
    "survivorId" UUID NOT NULL,
    "rule" TEXT NOT NULL,
    "evidence" TEXT NOT NULL,
    "mergedAt" TIMESTAMPTZ(3) NOT NULL,
    "undoneAt" TIMESTAMPTZ(3),
    "undoneBy" TEXT,

    CONSTRAINT "profile_merges_pkey" PRIMARY KEY ("shopId","id")
);
CREATE INDEX "profile_merges_shopId_survivorId_idx" ON "profile_merges"("shopId", "survivorId");
-- A profile is absorbed by one other at a time.
CREATE UNIQUE INDEX "profile_merges_standing" ON "profile_merges"("shopId", "absorbedId") WHERE "undoneAt" IS NULL;

-- CreateTable
CREATE TABLE "profile_separations" (
    "shopId" UUID NOT NULL,
    "oneId" UUID NOT NULL,
    "otherId" UUID NOT NULL,
    "separatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "profile_separations_pkey" PRIMARY KEY ("shopId","oneId","otherId")
);
CREATE INDEX "profile_separations_shopId_otherId_idx" ON "profile_separations"("shopId", "otherId");

-- CreateTable
CREATE TABLE "customer_merges" (
    "shopId" UUID NOT NULL,
    "absorbedCustomerId" TEXT NOT NULL,
    "keptCustomerId" TEXT NOT NULL,
    "evidence" TEXT NOT NULL,
    "mergedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "customer_merges_pkey" PRIMARY KEY ("shopId","absorbedCustomerId","keptCustomerId")
);
CREATE INDEX "customer_merges_shopId_keptCustomerId_idx" ON "customer_merges"("shopId", "keptCustomerId");

-- CreateTable
CREATE TABLE "phones" (
    "shopId" UUID NOT NULL,
    "originId" UUID NOT NULL,
    "phoneHash" BYTEA NOT NULL,
    "profileId" UUID NOT NULL,
    "phone" BYTEA NOT NULL,
    "evidence" TEXT NOT NULL,
    "toldAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "phones_pkey" PRIMARY KEY ("shopId","originId","phoneHash")
);
CREATE INDEX "phones_shopId_phoneHash_idx" ON "phones"("shopId", "phoneHash");
CREATE INDEX "phones_shopId_profileId_idx" ON "phones"("shopId", "profileId");

-- CreateTable
CREATE TABLE "name_tokens" (
    "shopId" UUID NOT NULL,
    "token" BYTEA NOT NULL,
    "addressId" UUID NOT NULL,

    CONSTRAINT "name_tokens_pkey" PRIMARY KEY ("shopId","token","addressId")
);
CREATE INDEX "name_tokens_shopId_addressId_idx" ON "name_tokens"("shopId", "addressId");

-- CreateTable
CREATE TABLE "profile_properties" (
    "shopId" UUID NOT NULL,
    "originId" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "profileId" UUID NOT NULL,
    "value" JSONB NOT NULL,
    "source" TEXT NOT NULL,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "profile_properties_pkey" PRIMARY KEY ("shopId","originId","key")
);
CREATE INDEX "profile_properties_shopId_profileId_key_idx" ON "profile_properties"("shopId", "profileId", "key");
CREATE INDEX "profile_properties_shopId_key_idx" ON "profile_properties"("shopId", "key");

-- Behind the tenants' wall like every table with a "shopId".
DO $$
DECLARE tenant_table TEXT;
BEGIN
  FOREACH tenant_table IN ARRAY ARRAY['identity_links', 'profile_merges', 'profile_separations', 'customer_merges', 'phones', 'name_tokens',
    'profile_properties']
  LOOP
    EXECUTE format('ALTER TABLE %I ADD CONSTRAINT %I FOREIGN KEY ("shopId") REFERENCES "shops"("id") ON DELETE CASCADE', tenant_table, tenant_table || '_shop');
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', tenant_table);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', tenant_table);
    EXECUTE format('CREATE POLICY "own_shop" ON %I USING ("shopId" = (SELECT current_shop_id())) WITH CHECK ("shopId" = (SELECT current_shop_id()))', tenant_table);
  END LOOP;
END $$;

-- How something is known is never told otherwise afterwards; an erasure takes it away.
CREATE FUNCTION "refuse_link_change"() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'what made us link identities is append-only'; END $$;
CREATE TRIGGER "identity_links_append_only" BEFORE UPDATE ON "identity_links" FOR EACH ROW EXECUTE FUNCTION "refuse_link_change"();
