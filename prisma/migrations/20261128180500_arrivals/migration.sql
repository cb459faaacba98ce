-- When something last came from each source, and how long its pauses are: read from the newest backwards, an hour a step.
CREATE INDEX "inbox_arrivals" ON "inbox"("shopId", "source", "topic", "receivedAt");
