-- What browsers tell waits behind everything else: whatever else waits is found without looking through it, and the other way round.
CREATE INDEX "inbox_pending_elsewhere" ON "inbox" ("shopId", "receivedAt") WHERE "state" = 'pending' AND "source" <> 'storefront';
CREATE INDEX "inbox_pending_storefront" ON "inbox" ("shopId", "receivedAt") WHERE "state" = 'pending' AND "source" = 'storefront';
