-- How often Shopify itself has said that the app is let in no more: a shop whose uninstalling nobody told is known by it.
ALTER TABLE "shops" ADD COLUMN "accessRefusals" INTEGER NOT NULL DEFAULT 0;
ALTER TABLE "shops" ADD COLUMN "accessRefusedAt" TIMESTAMPTZ(3);
