-- How many people were in each segment when a day began, and up to which day that was counted.
CREATE TABLE "segment_counts" (
    "shopId" UUID NOT NULL,
    "segmentId" UUID NOT NULL,
    "day" DATE NOT NULL,
    "version" INTEGER NOT NULL,
    "people" INTEGER NOT NULL,

    CONSTRAINT "segment_counts_pkey" PRIMARY KEY ("shopId","segmentId","day"),
    CONSTRAINT "segment_counts_shopId_segmentId_fkey" FOREIGN KEY ("shopId", "segmentId") REFERENCES "segments"("shopId", "id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "segment_counts_shop" FOREIGN KEY ("shopId") REFERENCES "shops"("id") ON DELETE CASCADE
);
CREATE INDEX "segment_counts_shopId_day_idx" ON "segment_counts"("shopId", "day");
ALTER TABLE "segment_counts" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "segment_counts" FORCE ROW LEVEL SECURITY;
CREATE POLICY "own_shop" ON "segment_counts" USING ("shopId" = (SELECT current_shop_id())) WITH CHECK ("shopId" = (SELECT current_shop_id()));

ALTER TABLE "segment_sweeps" ADD COLUMN "countedDay" DATE;
