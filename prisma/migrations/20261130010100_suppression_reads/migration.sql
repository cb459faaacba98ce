-- When the list of whom Postmark does not write to was last read.
CREATE TABLE "suppression_reads" (
    "shopId" UUID NOT NULL,
    "source" BYTEA NOT NULL,
    "readAt" TIMESTAMPTZ(3) NOT NULL,
    "wholeAt" TIMESTAMPTZ(3) NOT NULL,
    "listed" INTEGER NOT NULL,
    "found" INTEGER NOT NULL,

    CONSTRAINT "suppression_reads_pkey" PRIMARY KEY ("shopId"),
    CONSTRAINT "suppression_reads_shop" FOREIGN KEY ("shopId") REFERENCES "shops"("id") ON DELETE CASCADE
);
ALTER TABLE "suppression_reads" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "suppression_reads" FORCE ROW LEVEL SECURITY;
CREATE POLICY "own_shop" ON "suppression_reads" USING ("shopId" = (SELECT current_shop_id())) WITH CHECK ("shopId" = (SELECT current_shop_id()));
