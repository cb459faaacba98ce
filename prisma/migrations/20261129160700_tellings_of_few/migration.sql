-- Most shops tell nothing: a million members that are found at once are not to be looked at one by one for that. Behind the wall there is but one shop.
CREATE OR REPLACE FUNCTION "tellings_due_of_members"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM "segment_outputs") THEN RETURN NULL; END IF;
  INSERT INTO "segment_telling_dues" ("shopId", "customerId")
  SELECT DISTINCT f."shopId", i."value" FROM fresh f
  JOIN "segment_outputs" o ON o."shopId" = f."shopId" AND o."segmentId" = f."segmentId"
  JOIN "identities" i ON i."shopId" = f."shopId" AND i."profileId" = f."profileId" AND i."kind" = 'customer'
  JOIN "shops" s ON s."id" = f."shopId";
  RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION "tellings_due_of_identities"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM "segment_outputs") AND NOT EXISTS (SELECT FROM "segment_tellings") THEN RETURN NULL; END IF;
  INSERT INTO "segment_telling_dues" ("shopId", "customerId")
  SELECT DISTINCT f."shopId", f."value" FROM fresh f JOIN "shops" s ON s."id" = f."shopId"
  WHERE f."kind" = 'customer' AND (EXISTS (SELECT FROM "segment_outputs" o WHERE o."shopId" = f."shopId")
    OR EXISTS (SELECT FROM "segment_tellings" t WHERE t."shopId" = f."shopId" AND t."customerId" = f."value"));
  RETURN NULL;
END $$;
