-- What waits for an endpoint is taken in its order, past all that was sent in 30 days.
CREATE INDEX "webhook_messages_waiting" ON "webhook_messages"("shopId", "endpointId", "seq") WHERE "status" = 'due';
