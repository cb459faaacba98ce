-- Members of one segment in the order they came in: pages and files go on from whoever was last.
CREATE INDEX "segment_members_shopId_segmentId_since_profileId_idx" ON "segment_members" ("shopId", "segmentId", "since", "profileId");
