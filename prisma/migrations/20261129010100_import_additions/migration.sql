-- What an import added, for as long as it can be undone.

CREATE TABLE "import_additions" (
    "shopId" UUID NOT NULL,
    "importId" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "id" TEXT NOT NULL,

    CONSTRAINT "import_additions_pkey" PRIMARY KEY ("shopId","importId","kind","id")
);

ALTER TABLE "import_additions" ADD CONSTRAINT "import_additions_import" FOREIGN KEY ("shopId", "importId") REFERENCES "imports"("shopId", "id") ON DELETE CASCADE;
ALTER TABLE "import_additions" ADD CONSTRAINT "import_additions_shop" FOREIGN KEY ("shopId") REFERENCES "shops"("id") ON DELETE CASCADE;
ALTER TABLE "import_additions" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "import_additions" FORCE ROW LEVEL SECURITY;
CREATE POLICY "own_shop" ON "import_additions" USING ("shopId" = (SELECT current_shop_id())) WITH CHECK ("shopId" = (SELECT current_shop_id()));
