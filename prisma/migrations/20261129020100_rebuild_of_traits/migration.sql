-- How far the nightly count of everybody's traits is, and who came out otherwise than was kept.
CREATE TABLE "trait_rebuilds" (
    "shopId" UUID NOT NULL,
    "phase" TEXT NOT NULL,
    "afterId" UUID,
    "startedAt" TIMESTAMPTZ(3) NOT NULL,
    "people" INTEGER NOT NULL DEFAULT 0,
    "regrouped" INTEGER NOT NULL DEFAULT 0,
    "drifted" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "trait_rebuilds_pkey" PRIMARY KEY ("shopId")
);

CREATE TABLE "trait_drifts" (
    "shopId" UUID NOT NULL,
    "startedAt" TIMESTAMPTZ(3) NOT NULL,
    "profileId" UUID NOT NULL,
    "what" TEXT[] NOT NULL,

    CONSTRAINT "trait_drifts_pkey" PRIMARY KEY ("shopId","startedAt","profileId")
);
CREATE INDEX "trait_drifts_shopId_profileId_idx" ON "trait_drifts"("shopId", "profileId");

-- A visitor who is let go of takes along that they drifted.
ALTER TABLE "trait_drifts" ADD CONSTRAINT "trait_drifts_profile" FOREIGN KEY ("shopId", "profileId") REFERENCES "profiles"("shopId", "id") ON DELETE CASCADE;

DO $$
DECLARE own_table TEXT;
BEGIN
  FOREACH own_table IN ARRAY ARRAY['trait_rebuilds', 'trait_drifts'] LOOP
    EXECUTE format('ALTER TABLE %I ADD CONSTRAINT %I FOREIGN KEY ("shopId") REFERENCES "shops"("id") ON DELETE CASCADE', own_table, own_table || '_shop');
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', own_table);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', own_table);
    EXECUTE format('CREATE POLICY "own_shop" ON %I USING ("shopId" = (SELECT current_shop_id())) WITH CHECK ("shopId" = (SELECT current_shop_id()))', own_table);
  END LOOP;
END $$;
