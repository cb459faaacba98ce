-- A run has a purpose beside its kind: the first sync, what changed since, the census of what is still there.
ALTER TABLE "sync_runs"
  ADD COLUMN "purpose" TEXT NOT NULL DEFAULT 'first',
  ADD COLUMN "facts" INTEGER NOT NULL DEFAULT 1,
  ADD COLUMN "since" TIMESTAMPTZ(3),
  ADD COLUMN "bytesTotal" BIGINT,
  ADD COLUMN "askedAt" TIMESTAMPTZ(3),
  ADD COLUMN "attempts" INTEGER NOT NULL DEFAULT 0,
  ADD COLUMN "notBefore" TIMESTAMPTZ(3);
ALTER TABLE "sync_runs" DROP CONSTRAINT "sync_runs_pkey";
ALTER TABLE "sync_runs" ADD CONSTRAINT "sync_runs_pkey" PRIMARY KEY ("shopId", "kind", "purpose");

ALTER TABLE "shops" ADD COLUMN "scopes" TEXT[] NOT NULL DEFAULT ARRAY[]::TEXT[], ADD COLUMN "accessLostAt" TIMESTAMPTZ(3);

-- How sure it is that everything of a kind is here.
CREATE TABLE "sync_watermarks" (
    "shopId" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "sureUntil" TIMESTAMPTZ(3) NOT NULL,
    "isWhole" BOOLEAN NOT NULL DEFAULT true,
    "lateFound" INTEGER NOT NULL DEFAULT 0,
    "lastLateAt" TIMESTAMPTZ(3),
    "censusAt" TIMESTAMPTZ(3),
    "goneFound" INTEGER NOT NULL DEFAULT 0,
    "problem" TEXT,
    "failingSince" TIMESTAMPTZ(3),

    CONSTRAINT "sync_watermarks_pkey" PRIMARY KEY ("shopId","kind")
);
ALTER TABLE "sync_watermarks" ADD CONSTRAINT "sync_watermarks_shop" FOREIGN KEY ("shopId") REFERENCES "shops"("id") ON DELETE CASCADE;
ALTER TABLE "sync_watermarks" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "sync_watermarks" FORCE ROW LEVEL SECURITY;
CREATE POLICY "own_shop" ON "sync_watermarks" USING ("shopId" = (SELECT current_shop_id())) WITH CHECK ("shopId" = (SELECT current_shop_id()));

-- The ids a census has been told so far.
CREATE TABLE "census_ids" (
    "shopId" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "id" TEXT NOT NULL,

    CONSTRAINT "census_ids_pkey" PRIMARY KEY ("shopId","kind","id")
);
ALTER TABLE "census_ids" ADD CONSTRAINT "census_ids_shop" FOREIGN KEY ("shopId") REFERENCES "shops"("id") ON DELETE CASCADE;
ALTER TABLE "census_ids" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "census_ids" FORCE ROW LEVEL SECURITY;
CREATE POLICY "own_shop" ON "census_ids" USING ("shopId" = (SELECT current_shop_id())) WITH CHECK ("shopId" = (SELECT current_shop_id()));
