-- What was added to a shop since its recommender last learned is asked for with each answer.
CREATE INDEX "products_shopId_createdAt_idx" ON "products"("shopId", "createdAt");
