-- Lists that somebody asks for as files: a job writes them a page at a time, and they lie here sealed for a day.

CREATE TABLE "list_exports" (
    "shopId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "list" TEXT NOT NULL,
    "search" BYTEA,
    "askedBy" TEXT NOT NULL,
    "askedAt" TIMESTAMPTZ(3) NOT NULL,
    "askedAtMachine" TIMESTAMPTZ(3) NOT NULL,
    "state" TEXT NOT NULL,
    "goneWhy" TEXT,
    "rowsTotal" INTEGER,
    "rowsDone" INTEGER NOT NULL DEFAULT 0,
    "cursor" TEXT,
    "pieces" INTEGER NOT NULL DEFAULT 0,
    "bytes" BIGINT NOT NULL DEFAULT 0,
    "failures" INTEGER NOT NULL DEFAULT 0,
    "readyAt" TIMESTAMPTZ(3),
    "expiresAt" TIMESTAMPTZ(3),

    CONSTRAINT "list_exports_pkey" PRIMARY KEY ("shopId","id")
);

CREATE INDEX "list_exports_shopId_askedAt_idx" ON "list_exports"("shopId", "askedAt");

CREATE TABLE "list_export_pieces" (
    "shopId" UUID NOT NULL,
    "exportId" UUID NOT NULL,
    "seq" INTEGER NOT NULL,
    "content" BYTEA NOT NULL,

    CONSTRAINT "list_export_pieces_pkey" PRIMARY KEY ("shopId","exportId","seq")
);

ALTER TABLE "list_export_pieces" ADD CONSTRAINT "list_export_pieces_export" FOREIGN KEY ("shopId", "exportId")
  REFERENCES "list_exports"("shopId", "id") ON DELETE CASCADE;
-- Sealed bytes do not get smaller.
ALTER TABLE "list_export_pieces" ALTER COLUMN "content" SET STORAGE EXTERNAL;

-- Behind the tenants' wall like every table with a "shopId".
DO $$
DECLARE each TEXT;
BEGIN
  FOREACH each IN ARRAY ARRAY['list_exports', 'list_export_pieces'] LOOP
    EXECUTE format('ALTER TABLE %I ADD CONSTRAINT %I FOREIGN KEY ("shopId") REFERENCES "shops"("id") ON DELETE CASCADE', each, each || '_shop');
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', each);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', each);
    EXECUTE format('CREATE POLICY "own_shop" ON %I USING ("shopId" = (SELECT current_shop_id())) WITH CHECK ("shopId" = (SELECT current_shop_id()))', each);
  END LOOP;
END $$;
