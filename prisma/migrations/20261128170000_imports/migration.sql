-- Files of merchants that are read in: their rows are resumed where they were left, and what was wrong with one is told.

CREATE TABLE "imports" (
    "shopId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "fileName" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "problem" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "createdBy" TEXT NOT NULL,
    "fileBytes" BIGINT NOT NULL DEFAULT 0,
    "textBytes" BIGINT NOT NULL DEFAULT 0,
    "encoding" TEXT,
    "delimiter" TEXT,
    "headings" BYTEA,
    "rowsAt" BIGINT NOT NULL DEFAULT 0,
    "rowsLine" INTEGER NOT NULL DEFAULT 0,
    "rowsTotal" INTEGER NOT NULL DEFAULT 0,
    "plan" JSONB,
    "position" BIGINT NOT NULL DEFAULT 0,
    "rowsDone" INTEGER NOT NULL DEFAULT 0,
    "lineDone" INTEGER NOT NULL DEFAULT 0,
    "counts" JSONB NOT NULL DEFAULT '{}',
    "problemRows" INTEGER NOT NULL DEFAULT 0,
    "startedAt" TIMESTAMPTZ(3),
    "finishedAt" TIMESTAMPTZ(3),

    CONSTRAINT "imports_pkey" PRIMARY KEY ("shopId","id")
);

CREATE INDEX "imports_shopId_createdAt_idx" ON "imports"("shopId", "createdAt");

CREATE TABLE "import_pieces" (
    "shopId" UUID NOT NULL,
    "importId" UUID NOT NULL,
    "part" TEXT NOT NULL,
    "seq" INTEGER NOT NULL,
    "startAt" BIGINT NOT NULL,
    "length" INTEGER NOT NULL,
    "bytes" BYTEA NOT NULL,

    CONSTRAINT "import_pieces_pkey" PRIMARY KEY ("shopId","importId","part","seq")
);

CREATE INDEX "import_pieces_shopId_importId_part_startAt_idx" ON "import_pieces"("shopId", "importId", "part", "startAt");

CREATE TABLE "import_problems" (
    "shopId" UUID NOT NULL,
    "importId" UUID NOT NULL,
    "line" INTEGER NOT NULL,
    "seq" INTEGER NOT NULL,
    "column" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "remedy" TEXT NOT NULL,
    "row" BYTEA,
    "subjects" TEXT[] DEFAULT ARRAY[]::TEXT[],

    CONSTRAINT "import_problems_pkey" PRIMARY KEY ("shopId","importId","line","seq")
);

CREATE TABLE "import_omissions" (
    "shopId" UUID NOT NULL,
    "importId" UUID NOT NULL,
    "subject" TEXT NOT NULL,

    CONSTRAINT "import_omissions_pkey" PRIMARY KEY ("shopId","importId","subject")
);

-- Pieces and problems go with their import.
ALTER TABLE "import_pieces" ADD CONSTRAINT "import_pieces_import" FOREIGN KEY ("shopId", "importId") REFERENCES "imports"("shopId", "id") ON DELETE CASCADE;
ALTER TABLE "import_problems" ADD CONSTRAINT "import_problems_import" FOREIGN KEY ("shopId", "importId") REFERENCES "imports"("shopId", "id") ON DELETE CASCADE;
ALTER TABLE "import_omissions" ADD CONSTRAINT "import_omissions_import" FOREIGN KEY ("shopId", "importId") REFERENCES "imports"("shopId", "id") ON DELETE CASCADE;
CREATE INDEX "import_problems_subjects" ON "import_problems" USING GIN ("subjects");
-- Sealed bytes do not get smaller.
ALTER TABLE "import_pieces" ALTER COLUMN "bytes" SET STORAGE EXTERNAL;

DO $$
DECLARE walled TEXT;
BEGIN
  FOREACH walled IN ARRAY ARRAY['imports', 'import_pieces', 'import_problems', 'import_omissions']
  LOOP
    EXECUTE format('ALTER TABLE %I ADD CONSTRAINT %I FOREIGN KEY ("shopId") REFERENCES "shops"("id") ON DELETE CASCADE', walled, walled || '_shop');
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', walled);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', walled);
    EXECUTE format('CREATE POLICY "own_shop" ON %I USING ("shopId" = (SELECT current_shop_id())) WITH CHECK ("shopId" = (SELECT current_shop_id()))', walled);
  END LOOP;
END $$;
