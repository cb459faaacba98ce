-- Few mails are refused: they are counted without looking at the others.
CREATE INDEX "messages_rejected" ON "messages" ("shopId", "plannedAt") WHERE "state" = 'rejected';
