-- The admin's lists: messages from the newest, people from the one seen last.

-- CreateIndex
CREATE INDEX "profiles_shopId_lastSeenAt_id_idx" ON "profiles"("shopId", "lastSeenAt", "id");

-- CreateIndex
CREATE INDEX "messages_shopId_plannedAt_id_idx" ON "messages"("shopId", "plannedAt", "id");
